// SPDX-License-Identifier: MIT
#include "number/row_table.hpp"

namespace causeway::number {

IntegerTable RowTable::part(std::size_t first, std::span<const Axis> axes,
                            std::optional<std::size_t> column) const {
  const std::size_t length = column ? 1 : row_length;
  std::size_t size = length;
  for (const Axis& one : axes) size *= one.size;
  std::vector<std::int64_t> cells(size);
  std::vector<std::size_t> digits(axes.size(), 0);
  std::size_t row = first;
  for (std::size_t cell = 0; cell < size; cell += length) {
    const std::uint64_t* entries = numbers.words(row * row_length + column.value_or(0));
    for (std::size_t i = 0; i < length; ++i) cells[cell + i] = static_cast<std::int64_t>(entries[i]);
    for (std::size_t i = axes.size(); i > 0; --i) {
      row += axes[i - 1].stride;
      if (++digits[i - 1] < axes[i - 1].size) break;
      row -= axes[i - 1].size * axes[i - 1].stride;
      digits[i - 1] = 0;
    }
  }
  return {std::move(cells), numbers.scale()};
}

}  // namespace causeway::number
