// SPDX-License-Identifier: MIT
#include "cli/line_editor.hpp"

#include <histedit.h>
#include <unistd.h>

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace causeway::cli {

namespace {

namespace fs = std::filesystem;

constexpr int kLines = 2000;  // of history

/// Where the history is kept; empty: nowhere.
std::string history_path(const std::string& name) {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  fs::path folder;
  if (state != nullptr && *state == '/') {
    folder = state;
  } else if (home != nullptr && *home == '/') {
    folder = fs::path(home) / ".local" / "state";
  } else {
    return "";
  }
  folder /= "causeway";
  std::error_code failed;
  fs::create_directories(folder, failed);
  return failed ? "" : (folder / name).string();
}

}  // namespace

Insertion insertion_of(const std::string& before, Completion completion) {
  std::vector<std::string>& words = completion.words;
  const std::string typed = before.substr(std::min(completion.start, before.size()));
  std::erase_if(words, [&](const std::string& word) { return !word.starts_with(typed); });
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  if (words.empty()) return {};
  std::size_t common = words.front().size();
  for (const std::string& word : words) {
    const auto end = std::mismatch(word.begin(), word.end(), words.front().begin(), words.front().end());
    common = std::min(common, static_cast<std::size_t>(end.first - word.begin()));
  }
  const auto starts_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; };
  while (common < words.front().size() && !starts_character(words.front()[common])) --common;
  const std::string text = words.front().substr(typed.size(), std::max(common, typed.size()) - typed.size());
  return {text, words.size() > 1 ? words : std::vector<std::string>()};
}

struct LineEditor::Terminal {
  Complete complete;
  std::string prompt;
  std::string path;  // of the history
  EditLine* line = nullptr;
  History* history = nullptr;

  Terminal(const std::string& name, Complete complete_line) : complete(std::move(complete_line)) {
    std::setlocale(LC_CTYPE, "");
    line = el_init("causeway", stdin, stdout, stderr);
    history = history_init();
    HistEvent event;
    ::history(history, &event, H_SETSIZE, kLines);
    ::history(history, &event, H_SETUNIQUE, 1);
    path = history_path(name);
    if (!path.empty()) ::history(history, &event, H_LOAD, path.c_str());
    el_set(line, EL_CLIENTDATA, this);
    el_set(line, EL_PROMPT, &show_prompt);
    el_set(line, EL_EDITOR, "emacs");
    el_set(line, EL_SIGNAL, 1);  // the window's size
    el_set(line, EL_SETTY, "-d", "-isig", nullptr);
    el_set(line, EL_BIND, "^C", "em-kill-line", nullptr);
    el_set(line, EL_HIST, ::history, history);
    // By el_set, libedit would copy the names and never free them.
    el_wset(line, EL_ADDFN, L"causeway-complete", L"completes a name", &complete_here);
    el_set(line, EL_BIND, "^I", "causeway-complete", nullptr);
    el_set(line, EL_BIND, "^R", "em-inc-search-prev", nullptr);
    el_source(line, nullptr);  // the user's ~/.editrc
  }
  ~Terminal() {
    history_end(history);
    el_end(line);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  static Terminal& of(EditLine* editor) {
    Terminal* terminal = nullptr;
    el_get(editor, EL_CLIENTDATA, &terminal);
    return *terminal;
  }
  static char* show_prompt(EditLine* editor) { return of(editor).prompt.data(); }

  static unsigned char complete_here(EditLine* editor, int /*key*/) {
    const LineInfo* info = el_line(editor);
    const std::string before(info->buffer, info->cursor);
    const Insertion insertion = insertion_of(before, of(editor).complete(before));
    if (!insertion.text.empty())
      return el_insertstr(editor, insertion.text.c_str()) == 0 ? CC_REFRESH : CC_ERROR;
    if (insertion.choices.empty()) return CC_REFRESH_BEEP;
    std::putchar('\n');
    constexpr std::size_t kShown = 60;
    for (std::size_t i = 0; i < std::min(kShown, insertion.choices.size()); ++i)
      std::printf("%s%s", i == 0 ? "" : "  ", insertion.choices[i].c_str());
    std::puts(insertion.choices.size() > kShown ? "  …" : "");
    return CC_REDISPLAY;
  }
};

LineEditor::LineEditor(const std::string& history, Complete complete) {
  if (isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0)
    terminal_ = std::make_unique<Terminal>(history, std::move(complete));
}

LineEditor::~LineEditor() = default;

std::optional<std::string> LineEditor::read(const std::string& prompt) {
  if (!terminal_) {
    std::string line;
    if (!std::getline(std::cin, line)) return std::nullopt;
    return line;
  }
  terminal_->prompt = prompt;
  int length = 0;
  const char* line = el_gets(terminal_->line, &length);
  if (line == nullptr || length <= 0) {
    std::putchar('\n');
    return std::nullopt;
  }
  std::string text(line, static_cast<std::size_t>(length));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

void LineEditor::remember(const std::string& text) {
  if (!terminal_ || text.find_first_not_of(" \t\n") == std::string::npos) return;
  HistEvent event;
  history(terminal_->history, &event, H_ENTER, text.c_str());
  if (!terminal_->path.empty()) history(terminal_->history, &event, H_SAVE, terminal_->path.c_str());
}

}  // namespace causeway::cli
