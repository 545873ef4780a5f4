// SPDX-License-Identifier: MIT
#include "syntax/layout.hpp"

#include <algorithm>
#include <array>

namespace causeway::syntax {

namespace {

constexpr std::size_t kMostPadding = 16;

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

struct Row {
  std::size_t indent = 0;
  std::size_t width = 0;  // without the comment
  std::vector<std::string> cells{""};
  std::string keys;     // of all cells but the first
  std::string comment;  // to the line's end

  bool blank() const { return width == indent; }
  char last() const { return cells.back().empty() ? ' ' : cells.back().back(); }
  void add(std::string_view text) {
    cells.back() += text;
    width += columns(text);
  }
  bool aligns_with(const Row& other, std::size_t cell) const {
    return indent == other.indent && keys.size() > cell && other.keys.size() > cell &&
           keys.compare(0, cell + 1, other.keys, 0, cell + 1) == 0;
  }
};

/// Pads one cell of neighbouring rows to the same width, unless that takes too much space.
void pad(std::vector<Row>& rows, std::size_t begin, std::size_t end, std::size_t cell, std::size_t limit) {
  std::size_t widest = 0;
  for (std::size_t i = begin; i < end; ++i) widest = std::max(widest, columns(rows[i].cells[cell]));
  for (std::size_t i = begin; i < end; ++i) {
    const std::size_t padding = widest - columns(rows[i].cells[cell]);
    if (padding > kMostPadding || rows[i].width + padding > limit) return;
  }
  for (std::size_t i = begin; i < end; ++i) {
    const std::size_t padding = widest - columns(rows[i].cells[cell]);
    rows[i].cells[cell].append(padding, ' ');
    rows[i].width += padding;
  }
}

void align(std::vector<Row>& rows, std::size_t limit) {
  bool more = true;
  for (std::size_t cell = 0; more; ++cell) {
    more = false;
    for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
      end = begin + 1;
      while (end < rows.size() && rows[begin].aligns_with(rows[end], cell)) ++end;
      if (end == begin + 1) continue;
      pad(rows, begin, end, cell, limit);
      more = true;
    }
  }
}

std::string join(const std::vector<Row>& rows) {
  std::string out;
  for (const Row& row : rows) {
    if (&row != &rows.front()) out += '\n';
    out.append(row.indent, ' ');
    for (const std::string& cell : row.cells) out += cell;
    while (!out.empty() && out.back() == ' ') out.pop_back();
    out += row.comment;
    while (!out.empty() && out.back() == ' ') out.pop_back();
  }
  return out;
}

/// Collects lines while the tokens go by.
class Page {
 public:
  explicit Page(std::size_t width) : width_(width) {}

  void text(std::string_view text) {
    if (pending_break_) new_line();
    if (row().blank()) text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    if (text.empty()) return;
    if (behind_comment_ && row().last() != ' ' &&
        std::string_view(" ,;)]}").find(text[0]) == std::string_view::npos)
      row().add(" ");
    row().add(text);
    behind_comment_ = false;
  }
  void line(std::string_view flat) {
    if (groups_.back().flat && !pending_break_) {
      row().add(flat);
    } else {
      new_line();
    }
  }
  void comment(std::string_view text) {
    if (pending_break_) new_line();
    // `/` and a comment would be another comment.
    if (std::string_view(" ([{").find(row().last()) == std::string_view::npos) row().add(" ");
    row().add(text);
    behind_comment_ = true;
  }
  void line_comment(std::string_view text) {
    row().comment += (text.starts_with("//") ? "  " : " ") + std::string(text);
    pending_break_ = true;
  }
  void own_line(std::string_view text) {
    if (pending_break_ || !row().blank()) new_line();
    row().add(text);
    pending_break_ = true;
  }
  void new_line() {
    rows_.emplace_back();
    row().indent = row().width = groups_.back().indent;
    pending_break_ = behind_comment_ = false;
  }
  void column(char key) {
    if (!groups_.back().table || row().blank()) return;
    row().cells.emplace_back();
    row().keys += key;
  }
  /// `width`: what the group takes on one line.
  void open(std::size_t indent, std::size_t width) {
    const Group& outer = groups_.back();
    const std::size_t from = pending_break_ ? outer.indent : row().width;
    groups_.push_back({outer.indent + indent, outer.flat || from + width <= width_, outer.table});
  }
  void open_table(std::size_t width) {
    open(0, width);
    groups_.back().table = !groups_.back().flat;
  }
  /// `width`: with the blank before.
  void open_behind(std::size_t indent, std::size_t width, bool must_break) {
    const std::size_t next = groups_.back().indent + indent;
    const bool fits = row().width + width <= width_ || next + width > width_ + 1;
    const bool breaks = pending_break_ || must_break || !fits;
    open(breaks ? indent : 0, width);
    if (breaks) {
      new_line();
      groups_.back().flat = next + width <= width_ + 1;
    } else {
      row().add(" ");
    }
  }
  void indent(std::size_t indent) {
    groups_.push_back(groups_.back());
    groups_.back().indent += indent;
  }
  void close() { groups_.pop_back(); }

  std::string render() {
    align(rows_, width_);
    return join(rows_);
  }

 private:
  struct Group {
    std::size_t indent;
    bool flat;
    bool table;
  };
  Row& row() { return rows_.back(); }

  std::size_t width_;
  std::vector<Group> groups_{{0, false, true}};
  std::vector<Row> rows_{Row()};
  bool pending_break_ = false;   // behind a comment to the line's end
  bool behind_comment_ = false;  // behind one within the line
};

}  // namespace

void Layout::text(std::string_view text) {
  tokens_.push_back({Kind::Text, std::string(text)});
}
void Layout::line(std::string_view flat) {
  tokens_.push_back({Kind::Line, std::string(flat)});
}
void Layout::hard_line() {
  tokens_.push_back({Kind::HardLine, ""});
}
void Layout::open(std::size_t indent) {
  tokens_.push_back({Kind::Open, "", indent});
}
void Layout::open_behind(std::size_t indent) {
  tokens_.push_back({Kind::OpenBehind, " ", indent});
}
void Layout::open_table() {
  tokens_.push_back({Kind::OpenTable, ""});
}
void Layout::column(char key) {
  tokens_.push_back({Kind::Column, std::string(1, key)});
}
void Layout::indent(std::size_t indent) {
  tokens_.push_back({Kind::Indent, "", indent});
}
void Layout::close() {
  tokens_.push_back({Kind::Close, ""});
}

void Layout::comment(std::string_view text, CommentPlace place, bool closing) {
  static constexpr std::array<Kind, 3> kKinds = {Kind::Comment, Kind::LineComment, Kind::OwnLine};
  const std::size_t at = comment_position(place == CommentPlace::LineEnd, closing);
  tokens_.insert(tokens_.begin() + static_cast<std::ptrdiff_t>(at),
                 {kKinds[static_cast<std::size_t>(place)], std::string(text)});
}

/// A comment stands before the groups that begin behind it; one at the line's end, also before the places to
/// break that are already there; one before a bracket closes, before the end of the indentation.
std::size_t Layout::comment_position(bool at_line_end, bool closing) const {
  const std::size_t end = tokens_.size();
  if (closing && end >= 2 && tokens_[end - 1].kind == Kind::Line && tokens_[end - 2].kind == Kind::Close)
    return end - 2;
  std::size_t position = end;
  while (position > 0 && opens(tokens_[position - 1].kind)) --position;
  for (std::size_t i = position; at_line_end && i > 0; --i) {
    const Kind kind = tokens_[i - 1].kind;
    if (kind == Kind::Text || kind == Kind::HardLine || is_comment(kind)) break;
    if (kind == Kind::Line || kind == Kind::OpenBehind) position = i - 1;
  }
  return position;
}

/// For each Open: the columns from there to the first place to break behind its group, if nothing is broken
/// in between.
std::vector<std::size_t> Layout::flat_widths() const {
  std::vector<std::size_t> widths(tokens_.size(), 0);  // first the columns before each token
  std::vector<std::size_t> open;
  std::vector<std::size_t> closed;  // their groups have ended; a place to break is still to come
  std::size_t total = 0;
  const auto settle = [&] {
    for (const std::size_t i : closed) widths[i] = std::min(kEndless, total - widths[i]);
    closed.clear();
  };
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const Token& token = tokens_[i];
    widths[i] = total;
    switch (token.kind) {
      case Kind::Text:
        total += columns(token.text);
        break;
      case Kind::Comment:
        total += columns(token.text) + 2;
        break;
      case Kind::Line:
        settle();
        total += columns(token.text);
        break;
      case Kind::LineComment:  // a block may be at the line's end only for now, and must then fit
        if (token.text.starts_with("/*")) total += columns(token.text) + 2;
        settle();
        total += kEndless;
        break;
      case Kind::OwnLine:
      case Kind::HardLine:
        settle();
        total += kEndless;
        break;
      case Kind::OpenBehind:
        settle();
        total += 1;
        open.push_back(i);
        break;
      case Kind::Open:
      case Kind::OpenTable:
      case Kind::Indent:
        open.push_back(i);
        break;
      case Kind::Close:
        closed.push_back(open.back());
        open.pop_back();
        break;
      case Kind::Column:
        break;
    }
  }
  settle();
  return widths;
}

std::string Layout::render() const {
  const std::vector<std::size_t> widths = flat_widths();
  Page page(width_);
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const Token& token = tokens_[i];
    switch (token.kind) {
      case Kind::Text:
        page.text(token.text);
        break;
      case Kind::Line:
        page.line(token.text);
        break;
      case Kind::HardLine:
        page.new_line();
        break;
      case Kind::Comment:
        page.comment(token.text);
        break;
      case Kind::LineComment:
        page.line_comment(token.text);
        break;
      case Kind::OwnLine:
        page.own_line(token.text);
        break;
      case Kind::Open:
        page.open(token.indent, widths[i]);
        break;
      case Kind::OpenBehind:
        page.open_behind(token.indent, widths[i],
                         i + 1 < tokens_.size() && tokens_[i + 1].kind == Kind::OwnLine);
        break;
      case Kind::OpenTable:
        page.open_table(widths[i]);
        break;
      case Kind::Indent:
        page.indent(token.indent);
        break;
      case Kind::Column:
        page.column(token.text[0]);
        break;
      case Kind::Close:
        page.close();
        break;
    }
  }
  return page.render();
}

}  // namespace causeway::syntax
