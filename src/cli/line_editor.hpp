// SPDX-License-Identifier: MIT
// Lines that a person types: with editing, history and completion on a terminal, plainly from a pipe.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace causeway::cli {

/// What may stand where the cursor is: `words` that begin at byte `start` of what was typed before it.
struct Completion {
  std::size_t start = 0;
  std::vector<std::string> words;
};

class LineEditor {
 public:
  /// Given the line up to the cursor.
  using Complete = std::function<Completion(const std::string& before)>;

  /// The history is kept in a file of this name in $XDG_STATE_HOME/causeway (by default ~/.local/state).
  LineEditor(const std::string& history, Complete complete);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  /// Is it a person who types?
  bool interactive() const { return terminal_ != nullptr; }
  /// The next line, without its end; nothing at the end of input. On a terminal Ctrl-C empties the line.
  std::optional<std::string> read(const std::string& prompt);
  /// Adds what was read, perhaps of several lines, to the history.
  void remember(const std::string& text);

 private:
  struct Terminal;
  std::unique_ptr<Terminal> terminal_;
};

/// What a completion does to a line: what to insert at the cursor (the longest common beginning), and the
/// words to choose from where there are several.
struct Insertion {
  std::string text;
  std::vector<std::string> choices;
};
Insertion insertion_of(const std::string& before, Completion completion);

}  // namespace causeway::cli
