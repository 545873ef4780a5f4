// SPDX-License-Identifier: MIT
#include "common/expectations.hpp"

#include <algorithm>
#include <fstream>
#include <map>

#include "common/canonical.hpp"

namespace causeway::tests {

namespace {

struct Expected {
  std::string answer;               // of `//=`; empty: none
  std::vector<std::string> errors;  // of `//!`
  std::vector<std::string> warnings;
};

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// The expectations of a line: its comments that begin with =, ! or ~.
Expected parse_line(const std::string& line) {
  Expected expected;
  std::size_t at = line.find("//");
  while (at != std::string::npos) {
    const std::size_t next = line.find("//", at + 2);
    const std::string comment = line.substr(at + 2, next == std::string::npos ? next : next - at - 2);
    if (!comment.empty()) {
      const std::string text = trimmed(comment.substr(1));
      if (comment[0] == '=')
        expected.answer = trimmed(text.substr(0, text.find("  ")));  // remarks stand two blanks behind
      if (comment[0] == '!') expected.errors.push_back(text);
      if (comment[0] == '~') expected.warnings.push_back(text);
    }
    at = next;
  }
  return expected;
}

class Check {
 public:
  Check(const std::string& path, const Expectations& how) : path_(path), how_(how) {
    std::ifstream file(path);
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
      const Expected expected = parse_line(line);
      ++number;
      if (!expected.answer.empty() || !expected.errors.empty() || !expected.warnings.empty())
        lines_[number] = expected;
    }
  }

  FileResult run() {
    if (lines_.empty()) fail(0, "the file expects nothing");
    const Result<Model> model = Model::load(path_, how_.options);
    if (model) {
      take_warnings(model.value().warnings());
      const std::vector<Question> questions = model.value().questions();
      for (std::size_t i = 0; i < questions.size(); ++i) {
        // A query's expectations stand behind its last line.
        const std::size_t end =
            i + 1 < questions.size() ? questions[i + 1].place.line : static_cast<std::size_t>(-1);
        question(questions[i], model.value().answer(i), end);
      }
    } else {
      for (const Diagnostic& one : model.error()) take_error(one, one.place.line);
    }
    for (const auto& [line, expected] : lines_) {
      if (!expected.answer.empty()) fail(line, "expected " + expected.answer + ", but nothing was answered");
      for (const std::string& one : expected.errors)
        fail(line, "expected the error " + one + ", which did not come");
      if (!how_.warnings) continue;
      for (const std::string& one : expected.warnings)
        fail(line, "expected the warning " + one + ", which did not come");
    }
    return std::move(result_);
  }

 private:
  void fail(std::size_t line, const std::string& what) {
    result_.failures.push_back(path_ + ":" + std::to_string(line) + ": " + what);
  }

  void take_error(const Diagnostic& diagnostic, std::size_t line) {
    const std::string code(to_string(diagnostic.code));
    auto& errors = lines_[line].errors;
    const auto found = std::find_if(errors.begin(), errors.end(), [&](const std::string& expected) {
      const std::size_t colon = expected.find(':');
      const std::string text = colon == std::string::npos ? "" : trimmed(expected.substr(colon + 1));
      return trimmed(expected.substr(0, colon)) == code &&
             (diagnostic.message + " " + diagnostic.hint).find(text) != std::string::npos;
    });
    if (found == errors.end()) {
      fail(line, "unexpected error " + code + ": " + diagnostic.message);
      return;
    }
    errors.erase(found);
    ++result_.errors;
  }

  void take_warnings(const Diagnostics& warnings) {
    if (!how_.warnings) return;
    for (const Diagnostic& one : warnings) {
      const std::string code(to_string(one.code));
      auto& expected = lines_[one.place.line].warnings;
      const auto found = std::find(expected.begin(), expected.end(), code);
      if (found == expected.end()) {
        fail(one.place.line, "unexpected warning " + code + ": " + one.message);
      } else {
        expected.erase(found);
      }
    }
  }

  void question(const Question& question, const Result<Answer>& answer, std::size_t end) {
    std::size_t line = question.place.line;
    for (auto it = lines_.lower_bound(line); it != lines_.end() && it->first < end; ++it) {
      if (!it->second.answer.empty() || !it->second.errors.empty()) {
        line = it->first;
        break;
      }
    }
    if (!answer) {
      take_error(answer.error().front(), line);
      return;
    }
    take_warnings(answer.value().warnings());
    Expected& expected = lines_[line];
    const std::string text = canonical(answer.value(), question.assertion);
    if (text != expected.answer && !(text.ends_with("/1") && text == expected.answer + "/1")) {
      fail(line, question.text + " is " + text + ", expected " +
                     (expected.answer.empty() ? "no answer" : expected.answer));
    }
    expected.answer.clear();
    ++result_.answers;
  }

  std::string path_;
  const Expectations& how_;
  std::map<std::size_t, Expected> lines_;
  FileResult result_;
};

}  // namespace

FileResult check_expectations(const std::string& path, const Expectations& expectations) {
  return Check(path, expectations).run();
}

}  // namespace causeway::tests
