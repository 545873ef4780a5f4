// SPDX-License-Identifier: MIT
// A console for decisions: what was seen, what one might do, what would come of it.
//   what_if decision.scm
//   > see profit = -1          facts of the world as it is
//   > do order = 1             what one changes
//   > ask E(profit)            and what would be
#include <causeway/causeway.hpp>
#include <iostream>
#include <string>
#include <vector>

namespace {

class Console {
 public:
  explicit Console(causeway::Model model) : model_(std::move(model)), world_(model_.given({})) {}

  /// False at the end.
  bool obey(const std::string& line) {
    const std::size_t blank = line.find(' ');
    const std::string verb = line.substr(0, blank);
    const std::string rest = blank == std::string::npos ? "" : line.substr(blank + 1);
    if (verb == "quit") return false;
    if (verb == "see") {
      change(world_.given(rest));
    } else if (verb == "do") {
      change(world_.act(rest));
    } else if (verb == "forget") {
      world_ = model_.given({});
    } else if (verb == "ask") {
      show(world_.predict(rest));
    } else if (verb == "variables") {
      for (const std::string& name : model_.variables()) {
        const auto domain = model_.domain(name);
        std::cout << "  " << name << " : "
                  << (domain ? domain.value().to_string() : "too many values to list") << '\n';
      }
    } else if (!verb.empty()) {
      std::cout << "see FACTS | do INTERVENTIONS | ask QUERY | forget | variables | quit\n";
    }
    return true;
  }

 private:
  /// Keeps what can be read, and says what is wrong with the rest.
  void change(const causeway::World& next) {
    const causeway::Diagnostics wrong = next.check();
    for (const causeway::Diagnostic& one : wrong) std::cout << one.to_string();
    if (wrong.empty()) world_ = next;
  }

  static void show(const causeway::Result<causeway::Answer>& answer) {
    if (!answer) {
      for (const causeway::Diagnostic& one : answer.error()) std::cout << one.to_string();
      return;
    }
    switch (answer.value().kind()) {
      case causeway::Answer::Kind::Number:
        std::cout << answer.value().rational().to_string() << '\n';
        break;
      case causeway::Answer::Kind::Boolean:
        std::cout << (answer.value().boolean() ? "yes" : "no") << '\n';
        break;
      case causeway::Answer::Kind::Distribution:
        for (const causeway::Table::Row& row : answer.value().table().rows) {
          for (const causeway::Value& value : row.values) std::cout << "  " << value.to_string();
          std::cout << "  " << row.rational().to_string() << '\n';
        }
        break;
      default:
        std::cout << "ask for P(…), E(…), dist(…) or a comparison\n";
    }
  }

  causeway::Model model_;
  causeway::World world_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "what_if MODEL\n";
    return 2;
  }
  auto model = causeway::Model::load(argv[1]);
  if (!model) {
    for (const causeway::Diagnostic& one : model.error()) std::cerr << one.to_string();
    return 2;
  }
  Console console(std::move(model).value());
  for (std::string line; std::cout << "> " << std::flush && std::getline(std::cin, line);)
    if (!console.obey(line)) break;
  std::cout << '\n';
}
