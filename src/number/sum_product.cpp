// SPDX-License-Identifier: MIT
#include "number/sum_product.hpp"

#include <algorithm>
#include <bit>

#include "number/words.hpp"

namespace causeway::number {

namespace {

__extension__ using Int128 = __int128;
/// Goes through all values of the axes, but for the last ones, keeping the places.
class Walk {
 public:
  Walk(const SumProduct& loop, const Operands& operands, std::size_t axes)
      : loop_(loop), operands_(operands), axes_(axes), width_(loop.places()), numbers_(axes + 2 * width_, 0) {
    for (std::size_t place = 0; place + 1 < width_; ++place) base()[place] = operands.offset(place);
  }
  Walk(const SumProduct& loop, const Operands& operands) : Walk(loop, operands, loop.axes.size()) {}

  /// Of the inputs, the maps and, last, the output.
  const std::size_t* places() const { return numbers_.data() + axes_ + (loop_.maps.empty() ? 0 : width_); }
  std::size_t output() const { return places()[width_ - 1]; }

  /// Follows the functions; false where they make this impossible.
  bool resolve() {
    if (loop_.maps.empty()) return true;
    std::size_t* places = base() + width_;
    std::copy_n(base(), width_, places);
    for (std::size_t i = 0; i < loop_.maps.size(); ++i) {
      const std::int32_t value = (*operands_.functions[i])[places[loop_.inputs + i]];
      if (value < 0) return false;
      for (const auto& [place, stride] : loop_.maps[i])
        places[place] += stride * static_cast<std::size_t>(value);
    }
    return true;
  }

  /// To the next values; false behind the last.
  bool advance() {
    std::size_t* const digits = numbers_.data();
    for (std::size_t axis = axes_; axis > 0; --axis) {
      const std::size_t* strides = loop_.strides_of(axis - 1);
      if (++digits[axis - 1] < loop_.axes[axis - 1]) {
        for (std::size_t i = 0; i < width_; ++i) base()[i] += strides[i];
        return true;
      }
      digits[axis - 1] = 0;
      for (std::size_t i = 0; i < width_; ++i) base()[i] -= strides[i] * (loop_.axes[axis - 1] - 1);
    }
    return false;
  }

 private:
  std::size_t* base() { return numbers_.data() + axes_; }

  const SumProduct& loop_;
  const Operands& operands_;
  std::size_t axes_;
  std::size_t width_;
  std::vector<std::size_t> numbers_;  // digits; places by the axes alone; places with what the functions add
};

template <typename Number>
Number load(const IntegerTable& table, std::size_t place) {
  const std::uint64_t* words = table.words(place);
  if (sizeof(Number) == sizeof(std::uint64_t) || table.width() == 1)
    return static_cast<std::int64_t>(words[0]);
  return static_cast<Number>((static_cast<Unsigned128>(words[1]) << 64U) | words[0]);
}

template <typename Number>
Number product(const Operands& operands, const std::size_t* places) {
  Number result = 1;
  for (std::size_t i = 0; i < operands.tables.size() && result != 0; ++i)
    result *= load<Number>(*operands.tables[i], places[i]);
  return result;
}

template <typename Number>
void run(const SumProduct& loop, const Operands& operands, Number* sums, support::Budget& budget) {
  Walk walk(loop, operands);
  do {
    budget.spend();
    if (!walk.resolve()) continue;
    const Number next = product<Number>(operands, walk.places());
    Number& sum = sums[walk.output()];
    sum = loop.maximum ? std::max(sum, next) : sum + next;
  } while (walk.advance());
}

/// Without functions, and with inputs of one word: the two innermost axes are loops over pointers. kCount: of
/// inputs; 0: as many as there are.
template <typename Number, std::size_t kCount>
void run_lines(const SumProduct& loop, const Operands& operands, Number* sums, support::Budget& budget) {
  struct Line {
    const std::uint64_t* row;
    const std::uint64_t* at;
    std::size_t outer_apart;
    std::size_t apart;
  };
  const std::size_t count = kCount == 0 ? loop.inputs : kCount;
  const std::size_t last = loop.axes.size() - 1;
  const std::size_t outer_axes = std::min<std::size_t>(last, 1);
  const std::size_t length = loop.axes[last];
  const std::size_t outer = outer_axes == 0 ? 1 : loop.axes[last - 1];
  const std::size_t result_apart = loop.output_stride(last);
  const std::size_t result_outer_apart = outer_axes == 0 ? 0 : loop.output_stride(last - 1);
  std::vector<Line> many(kCount == 0 ? count : 0);
  Line few[kCount == 0 ? 1 : kCount];
  Line* const lines = kCount == 0 ? many.data() : few;
  for (std::size_t i = 0; i < count; ++i) {
    lines[i].apart = loop.stride(last, i);
    lines[i].outer_apart = outer_axes == 0 ? 0 : loop.stride(last - 1, i);
  }
  const auto next_product = [&] {
    Number product = static_cast<std::int64_t>(*lines[0].at);
    lines[0].at += lines[0].apart;
    for (std::size_t i = 1; i < count; ++i) {
      product *= static_cast<std::int64_t>(*lines[i].at);
      lines[i].at += lines[i].apart;
    }
    return product;
  };
  Walk walk(loop, operands, last - outer_axes);
  do {
    budget.spend(length * outer);
    for (std::size_t i = 0; i < count; ++i) lines[i].row = operands.tables[i]->words(walk.places()[i]);
    Number* row = sums + walk.output();
    for (std::size_t o = 0; o < outer; ++o, row += result_outer_apart) {
      for (std::size_t i = 0; i < count; ++i) {
        lines[i].at = lines[i].row;
        lines[i].row += lines[i].outer_apart;
      }
      if (loop.maximum) {
        for (std::size_t k = 0; k < length; ++k)
          row[k * result_apart] = std::max(row[k * result_apart], next_product());
      } else if (result_apart == 0) {
        Number sum = 0;
        for (std::size_t k = 0; k < length; ++k) sum += next_product();
        *row += sum;
      } else {
        for (std::size_t k = 0; k < length; ++k) row[k * result_apart] += next_product();
      }
    }
  } while (walk.advance());
}

template <typename Number>
void run_lines(const SumProduct& loop, const Operands& operands, Number* sums, support::Budget& budget) {
  switch (loop.inputs) {
    case 1:
      return run_lines<Number, 1>(loop, operands, sums, budget);
    case 2:
      return run_lines<Number, 2>(loop, operands, sums, budget);
    case 3:
      return run_lines<Number, 3>(loop, operands, sums, budget);
    default:
      return run_lines<Number, 0>(loop, operands, sums, budget);
  }
}

template <typename Number>
void run_short(const SumProduct& loop, const Operands& operands, Number* sums, support::Budget& budget) {
  const bool lines = loop.maps.empty() && !loop.axes.empty() && loop.inputs > 0 &&
                     std::all_of(operands.tables.begin(), operands.tables.end(),
                                 [](const IntegerTable* one) { return one->width() == 1; });
  if (lines) {
    run_lines(loop, operands, sums, budget);
  } else {
    run(loop, operands, sums, budget);
  }
}

/// With two words a cell.
void run_double(const SumProduct& loop, const Operands& operands, IntegerTable& result,
                support::Budget& budget) {
  auto sums = support::zeros<Int128>(loop.cells, budget);
  run_short(loop, operands, sums.data(), budget);
  for (std::size_t cell = 0; cell < loop.cells; ++cell) {
    result.words(cell)[0] = static_cast<std::uint64_t>(sums[cell]);
    result.words(cell)[1] = static_cast<std::uint64_t>(sums[cell] >> 64U);
  }
}

// ---- more than two words ----

std::uint64_t sign_fill(const IntegerTable& table, const std::uint64_t* words) {
  return words[table.width() - 1] >> 63U != 0 ? ~std::uint64_t{0} : 0;
}

/// product = product × factor modulo 2^(64 width): in two's complement right for both signs.
void multiply(std::vector<std::uint64_t>& product, std::size_t& used, const IntegerTable& table,
              const std::uint64_t* factor, std::vector<std::uint64_t>& scratch, bool signs) {
  const std::size_t width = product.size();
  const std::uint64_t fill = sign_fill(table, factor);
  const std::size_t length = signs ? width : std::min(width, used + table.width());
  std::fill_n(scratch.begin(), length, 0);
  const std::size_t left = signs ? width : used;
  for (std::size_t i = 0; i < left; ++i) {
    if (product[i] == 0) continue;
    const std::size_t right = fill == 0 ? std::min(table.width(), length - i) : length - i;
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < right; ++j) {
      const std::uint64_t word = j < table.width() ? factor[j] : fill;
      const Unsigned128 sum = static_cast<Unsigned128>(product[i]) * word + scratch[i + j] + carry;
      scratch[i + j] = static_cast<std::uint64_t>(sum);
      carry = static_cast<std::uint64_t>(sum >> 64U);
    }
    for (std::size_t k = i + right; carry != 0 && k < length; ++k) {
      scratch[k] += carry;
      carry = scratch[k] < carry ? 1 : 0;
    }
  }
  std::copy_n(scratch.begin(), length, product.begin());
  used = length;
  while (used > 1 && product[used - 1] == 0) --used;
}

void add(std::uint64_t* sum, const std::vector<std::uint64_t>& product) {
  unsigned char carry = 0;
  for (std::size_t i = 0; i < product.size(); ++i) {
    const std::uint64_t with = product[i] + carry;
    const bool first = carry != 0 && with == 0;
    sum[i] += with;
    carry = first || sum[i] < with ? 1 : 0;
  }
}

void keep_greater(std::uint64_t* most, const std::vector<std::uint64_t>& product) {
  for (std::size_t i = product.size(); i > 0; --i) {
    if (product[i - 1] == most[i - 1]) continue;
    if (product[i - 1] > most[i - 1]) std::copy_n(product.begin(), i, most);
    return;
  }
}

void run_wide(const SumProduct& loop, const Operands& operands, IntegerTable& result,
              support::Budget& budget) {
  const bool signs = std::any_of(operands.tables.begin(), operands.tables.end(),
                                 [](const IntegerTable* one) { return one->negative(); });
  std::vector<std::uint64_t> product(result.width());
  std::vector<std::uint64_t> scratch(result.width());
  Walk walk(loop, operands);
  const std::uint64_t steps = 1 + result.width() * loop.inputs / 4;
  do {
    budget.spend(steps);
    if (!walk.resolve()) continue;
    bool zero = false;
    for (std::size_t i = 0; i < loop.inputs && !zero; ++i)
      zero = operands.tables[i]->is_zero(walk.places()[i]);
    if (zero) continue;
    std::fill(product.begin(), product.end(), 0);
    product[0] = 1;
    std::size_t used = 1;
    for (std::size_t i = 0; i < loop.inputs; ++i) {
      const IntegerTable& table = *operands.tables[i];
      multiply(product, used, table, table.words(walk.places()[i]), scratch, signs);
    }
    if (loop.maximum) {
      keep_greater(result.words(walk.output()), product);
    } else {
      add(result.words(walk.output()), product);
    }
  } while (walk.advance());
}

}  // namespace

void for_each_place(const SumProduct& loop, const Operands& operands, support::Budget& budget,
                    const std::function<void(const std::size_t* places)>& use) {
  Walk walk(loop, operands);
  do {
    budget.spend();
    if (walk.resolve()) use(walk.places());
  } while (walk.advance());
}

IntegerTable compute(const SumProduct& loop, const Operands& operands, support::Budget& budget, Scale scale) {
  std::size_t bits = static_cast<std::size_t>(std::bit_width(loop.terms)) + 1;
  Rational product = 1;
  for (const IntegerTable* one : operands.tables) {
    bits += one->bits();
    if (scale == Scale::Kept) product *= one->scale();
  }
  const std::size_t width = bits / 64 + 1;
  // Up to two words the sums are computed beside the result.
  const std::size_t bytes = loop.cells * width * sizeof(std::uint64_t) * (width <= 2 ? 2 : 1);
  support::Held held(budget);
  held.add(bytes);
  IntegerTable result(loop.cells, width, std::move(product), budget);
  if (width == 1) {
    // Signed and unsigned words may be read as each other.
    run_short(loop, operands, reinterpret_cast<std::int64_t*>(result.words(0)), budget);
  } else if (width == 2) {
    run_double(loop, operands, result, budget);
  } else {
    run_wide(loop, operands, result, budget);
  }
  result.settle();
  return result;
}

}  // namespace causeway::number
