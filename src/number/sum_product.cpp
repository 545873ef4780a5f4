// SPDX-License-Identifier: MIT
#include "number/sum_product.hpp"

#include <algorithm>
#include <bit>

namespace causeway::number {

namespace {

__extension__ using Int128 = __int128;
__extension__ using Unsigned128 = unsigned __int128;

/// Goes through all values of the axes, keeping the place in each table.
class Walk {
 public:
  explicit Walk(const SumProduct& task)
      : task_(task), digits_(task.axes.size(), 0), base_(task.inputs.size() + task.maps.size() + 1, 0) {
    for (std::size_t axis = 0; axis < task.axes.size(); ++axis) {
      for (const SumProduct::Input& one : task.inputs) strides_.push_back(one.strides[axis]);
      for (const SumProduct::Map& one : task.maps) strides_.push_back(one.strides[axis]);
      strides_.push_back(task.output[axis]);
    }
    for (std::size_t i = 0; i < task.inputs.size(); ++i) base_[i] = task.inputs[i].offset;
    for (std::size_t i = 0; i < task.maps.size(); ++i) base_[task.inputs.size() + i] = task.maps[i].offset;
  }

  /// Places of the inputs, the maps and, last, the output.
  const std::size_t* places() const { return task_.maps.empty() ? base_.data() : places_.data(); }
  std::size_t output() const { return places()[base_.size() - 1]; }

  /// Follows the functions; false where they make this impossible.
  bool resolve() {
    if (task_.maps.empty()) return true;
    places_ = base_;
    for (std::size_t i = 0; i < task_.maps.size(); ++i) {
      const SumProduct::Map& map = task_.maps[i];
      const std::int32_t value = (*map.values)[places_[task_.inputs.size() + i]];
      if (value < 0) return false;
      for (const auto& [place, stride] : map.moves)
        places_[place] += stride * static_cast<std::size_t>(value);
    }
    return true;
  }

  /// To the next values; false behind the last.
  bool advance() {
    const std::size_t width = base_.size();
    for (std::size_t axis = task_.axes.size(); axis > 0; --axis) {
      const std::size_t* strides = &strides_[(axis - 1) * width];
      if (++digits_[axis - 1] < task_.axes[axis - 1]) {
        for (std::size_t i = 0; i < width; ++i) base_[i] += strides[i];
        return true;
      }
      digits_[axis - 1] = 0;
      for (std::size_t i = 0; i < width; ++i) base_[i] -= strides[i] * (task_.axes[axis - 1] - 1);
    }
    return false;
  }

 private:
  const SumProduct& task_;
  std::vector<std::size_t> digits_;
  std::vector<std::size_t> base_;    // by the axes alone
  std::vector<std::size_t> places_;  // with what the functions add
  std::vector<std::size_t> strides_;
};

template <typename Number>
Number load(const IntegerTable& table, std::size_t place) {
  const std::uint64_t* words = table.words(place);
  if (sizeof(Number) == sizeof(std::uint64_t) || table.width() == 1)
    return static_cast<std::int64_t>(words[0]);
  return static_cast<Number>((static_cast<Unsigned128>(words[1]) << 64U) | words[0]);
}

template <typename Number>
void run(const SumProduct& task, IntegerTable& result, support::Budget& budget) {
  std::vector<Number> sums(task.cells, 0);
  Walk walk(task);
  do {
    budget.spend();
    if (!walk.resolve()) continue;
    Number product = 1;
    for (std::size_t i = 0; i < task.inputs.size() && product != 0; ++i)
      product *= load<Number>(*task.inputs[i].table, walk.places()[i]);
    Number& sum = sums[walk.output()];
    sum = task.maximum ? std::max(sum, product) : sum + product;
  } while (walk.advance());
  for (std::size_t cell = 0; cell < task.cells; ++cell) {
    result.words(cell)[0] = static_cast<std::uint64_t>(sums[cell]);
    if constexpr (sizeof(Number) > sizeof(std::uint64_t))
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

void run_wide(const SumProduct& task, IntegerTable& result, support::Budget& budget) {
  const bool signs = std::any_of(task.inputs.begin(), task.inputs.end(),
                                 [](const SumProduct::Input& one) { return one.table->negative(); });
  std::vector<std::uint64_t> product(result.width());
  std::vector<std::uint64_t> scratch(result.width());
  Walk walk(task);
  const std::uint64_t steps = 1 + result.width() * task.inputs.size() / 4;
  do {
    budget.spend(steps);
    if (!walk.resolve()) continue;
    bool zero = false;
    for (std::size_t i = 0; i < task.inputs.size() && !zero; ++i)
      zero = task.inputs[i].table->is_zero(walk.places()[i]);
    if (zero) continue;
    std::fill(product.begin(), product.end(), 0);
    product[0] = 1;
    std::size_t used = 1;
    for (std::size_t i = 0; i < task.inputs.size(); ++i) {
      const IntegerTable& table = *task.inputs[i].table;
      multiply(product, used, table, table.words(walk.places()[i]), scratch, signs);
    }
    if (task.maximum) {
      keep_greater(result.words(walk.output()), product);
    } else {
      add(result.words(walk.output()), product);
    }
  } while (walk.advance());
}

}  // namespace

void for_each_place(const SumProduct& task, support::Budget& budget,
                    const std::function<void(const std::size_t* places, std::size_t output)>& use) {
  Walk walk(task);
  do {
    budget.spend();
    if (walk.resolve()) use(walk.places(), walk.output());
  } while (walk.advance());
}

IntegerTable compute(const SumProduct& task, support::Budget& budget) {
  std::size_t bits = static_cast<std::size_t>(std::bit_width(task.terms)) + 1;
  Rational scale = 1;
  for (const SumProduct::Input& one : task.inputs) {
    bits += one.table->bits();
    scale *= one.table->scale();
  }
  const std::size_t width = bits / 64 + 1;
  // Up to two words the sums are computed beside the result.
  const std::size_t bytes = task.cells * width * sizeof(std::uint64_t) * (width <= 2 ? 2 : 1);
  support::Held held(budget);
  held.add(bytes);
  IntegerTable result(task.cells, width, std::move(scale));
  if (width == 1) {
    run<std::int64_t>(task, result, budget);
  } else if (width == 2) {
    run<Int128>(task, result, budget);
  } else {
    run_wide(task, result, budget);
  }
  result.settle();
  return result;
}

}  // namespace causeway::number
