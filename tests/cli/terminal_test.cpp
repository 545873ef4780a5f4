// SPDX-License-Identifier: MIT
// The program on a terminal: both prompts, completion, history, interrupting, progress bars.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const std::string kStudent = CAUSEWAY_SOURCE_DIR "/examples/student.scm";

/// A folder for this test, in which histories are kept.
struct Home {
  fs::path path = fs::temp_directory_path() / ("causeway-terminal-" + std::to_string(::getpid()));
  Home() { fs::create_directories(path); }
  ~Home() { fs::remove_all(path); }
  Home(const Home&) = delete;
  Home& operator=(const Home&) = delete;
};

/// The program on a terminal of its own.
class Terminal {
 public:
  Terminal(const Home& home, std::vector<std::string> arguments) {
    winsize size{24, 100, 0, 0};
    child_ = forkpty(&screen_, nullptr, nullptr, &size);
    REQUIRE(child_ >= 0);
    if (child_ > 0) return;
    setenv("HOME", home.path.c_str(), 1);
    unsetenv("XDG_STATE_HOME");
    setenv("TERM", "xterm", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    arguments.insert(arguments.begin(), CAUSEWAY_BINARY);
    std::vector<char*> words;
    words.reserve(arguments.size() + 1);
    for (std::string& one : arguments) words.push_back(one.data());
    words.push_back(nullptr);
    execv(CAUSEWAY_BINARY, words.data());
    _exit(127);
  }
  ~Terminal() {
    if (child_ > 0) end();
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// Types at a prompt: before the program reads keys itself, the terminal would take Tab, Ctrl-D and the
  /// arrows.
  void type(const std::string& text) const {
    termios mode{};
    constexpr int kPatience = 20000;
    for (int tries = 0; tries < kPatience; ++tries, usleep(1000)) {
      if (tcgetattr(screen_, &mode) != 0 || (mode.c_lflag & ICANON) == 0) break;
    }
    send(text);
  }
  void send(const std::string& text) const {
    REQUIRE(write(screen_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }
  /// What appears, up to this text; all there is, if it does not.
  std::string until(const std::string& text) {
    std::size_t found = std::string::npos;
    while ((found = screen_text_.find(text)) == std::string::npos && read_more()) {
    }
    const std::size_t end = found == std::string::npos ? screen_text_.size() : found + text.size();
    std::string shown = screen_text_.substr(0, end);
    screen_text_.erase(0, end);
    return shown;
  }
  bool shows(const std::string& text) {
    const std::string shown = until(text);
    const bool found = shown.ends_with(text);
    if (!found) MESSAGE("no `" << text << "` in: " << shown);
    return found;
  }
  /// Its exit status, after Ctrl-D.
  int leave() {
    type("\x04");
    return end();
  }
  /// Its exit status; -SIGKILL for a program that neither ends nor says anything.
  int end() {
    while (read_more()) {
    }
    if (!closed_) kill(child_, SIGKILL);
    int status = 0;
    waitpid(child_, &status, 0);
    child_ = 0;
    close(screen_);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

 private:
  /// False at the end, or where nothing comes for long.
  bool read_more() {
    pollfd waiting{screen_, POLLIN, 0};
    constexpr int kLong = 20000;  // milliseconds
    if (poll(&waiting, 1, kLong) <= 0) return false;
    std::array<char, 4096> buffer{};
    const ssize_t n = read(screen_, buffer.data(), buffer.size());
    closed_ = n <= 0;
    if (closed_) return false;
    screen_text_.append(buffer.data(), static_cast<std::size_t>(n));
    return true;
  }

  int screen_ = -1;
  pid_t child_ = 0;
  bool closed_ = false;
  std::string screen_text_;
};

}  // namespace

TEST_CASE("questions at a prompt") {
  const Home home;
  Terminal repl(home, {"repl", kStudent});
  CHECK(repl.shows("the model `student`"));
  repl.type("P(gr\t = A)\n");  // Tab completes the name of a variable
  CHECK(repl.shows("P(grade = A) = 181/500"));
  repl.type(":given letter = str\t\n");  // and a label
  repl.type("P(grade = A)\n");
  CHECK(repl.shows("40725/62792"));
  repl.type(":do grade = B\nP(letter = strong)\n");
  CHECK(repl.shows("this depends on how `letter` comes out"));
  repl.type(":clear\nP(nobody)\n");
  CHECK(repl.shows("unknown name `nobody`"));
  repl.type(":nonsense\n");
  CHECK(repl.shows(": there is no command `:nonsense`"));
  CHECK(repl.leave() == 0);

  Terminal again(home, {"repl"});
  CHECK(again.shows("no model yet"));
  again.type("noise u ~ bernoulli(1/3)\nvar x = not u\nP(x | u)\n");
  CHECK(again.shows("= 0"));
  again.type("\x1b[A\x1b[A\x1b[A\x1b[A\n");  // the history: before these three stands `:nonsense`
  CHECK(again.shows("there is no command `:nonsense`"));
  CHECK(again.leave() == 0);
}

TEST_CASE("Lua at a prompt") {
  const Home home;
  Terminal lua(home, {"lua"});
  CHECK(lua.shows("The module is `cw`"));
  lua.type("1/4 + 1\n");
  CHECK(lua.shows("\n1.25"));
  lua.type("m = cw.load \"" + kStudent + "\"\nm:P \"gra\t = A\"\n");
  CHECK(lua.shows("\n181/500"));
  lua.type("{ cw.rational(1, 3), \"x\" }\n");
  CHECK(lua.shows("{ 1/3, \"x\" }"));
  lua.type("m:P \"nobody\"\n");
  CHECK(lua.shows("unknown name `nobody`"));
  CHECK(lua.until("> ").find("traceback") == std::string::npos);
  lua.type("for i = 1, 2 do\nprint(i * 21)\nend\n");  // on several lines
  CHECK(lua.shows("\n42"));
  lua.type("print(6 * 9) while true do end\n");
  CHECK(lua.shows("\n54"));
  lua.send("\x03");
  CHECK(lua.shows("interrupted"));
  lua.type("6 * 7\n");
  CHECK(lua.shows("\n42"));
  CHECK(lua.leave() == 0);
}

TEST_CASE("a progress bar") {
  const Home home;
  const std::string script = (home.path / "bar.lua").string();
  std::ofstream(script) << R"(
    local cw = require "causeway"
    for _ in cw.progress.each({ 1, 2, 3, 4 }, "counting") do
      local start = cw.host.clock()
      repeat until cw.host.clock() - start > 0.12
    end
  )";
  Terminal lua(home, {"lua", script});
  CHECK(lua.shows("counting ░"));
  CHECK(lua.shows("25% 1/4  "));
  CHECK(lua.shows("/s  "));
  CHECK(lua.shows(" s left"));
  CHECK(lua.shows("100% 4 in "));
  CHECK(lua.end() == 0);
}

/// A bare machine in a chroot may have no pseudo-terminals.
int main(int argc, char** argv) {
  constexpr int kSkipped = 77;
  const int screen = posix_openpt(O_RDWR | O_NOCTTY);
  if (screen < 0) {
    std::puts("skipped: this machine has no pseudo-terminals");
    return kSkipped;
  }
  close(screen);
  return doctest::Context(argc, argv).run();
}
