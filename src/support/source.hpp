// SPDX-License-Identifier: MIT
// Texts and places in them. Nodes of the syntax tree carry offsets; line, column and the marked line are
// computed only when something is printed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "causeway/diagnostic.hpp"
#include "support/id.hpp"

namespace causeway::support {

using FileId = Id<struct FileTag>;

/// A part of a file, in bytes.
struct Span {
  FileId file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool known() const { return file.valid(); }
  friend bool operator==(const Span&, const Span&) = default;
};

/// From the first's beginning to the second's end.
Span join(Span first, Span last);

struct File {
  std::string name;
  std::string text;
  std::vector<std::uint32_t> lines;  // where each begins
};

/// The texts of a model and of the queries put to it. Files are immutable and shared, so that a query can add
/// its own text to a copy without touching the model's.
class SourceMap {
 public:
  FileId add(std::string name, std::string text);
  const File& file(FileId id) const { return *files_[id]; }
  std::size_t size() const { return files_.size(); }
  std::string_view text(Span span) const;
  /// Requires nothing: an unknown span gives an unknown place.
  Place place(Span span) const;

 private:
  IdVector<FileId, std::shared_ptr<const File>> files_;
};

/// Byte offset of the first byte that is not valid UTF-8; npos if all is.
std::size_t find_invalid_utf8(std::string_view text);

/// Text with runs of white space made one blank and none at the ends: a query as outputs show it.
std::string fold_white_space(std::string_view text);

}  // namespace causeway::support
