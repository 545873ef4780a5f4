// SPDX-License-Identifier: MIT
#include "number/residue_arrangement.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

#include "number/modular.hpp"

namespace causeway::number {

namespace {

/// How many batches of primes each step is needed for.
std::vector<std::size_t> batches_of(const ResiduePlan& plan) {
  std::vector<std::size_t> batches(plan.steps.size(), 0);
  for (const ResiduePlan::Output& one : plan.outputs)
    batches[one.step] = std::max(batches[one.step], (primes_for(one.bits) + kLanes - 1) / kLanes);
  for (std::size_t i = plan.steps.size(); i > 0; --i) {
    for (const auto& message : plan.steps[i - 1].messages) {
      if (message) batches[*message] = std::max(batches[*message], batches[i - 1]);
    }
  }
  return batches;
}

}  // namespace

const IntegerTable* Arrangement::table(const Step& step, std::size_t input) const {
  const IntegerTable* own = step.operands->tables[input];
  if (own != nullptr) return own;
  const auto& small = steps_[*(*step.messages)[input]].small;
  return small ? &*small : nullptr;
}

/// Once for all primes, where no number of the result, nor of the inputs, is as long as a prime.
bool Arrangement::compute_small(Step& step) {
  Operands operands = *step.operands;
  std::size_t bits = static_cast<std::size_t>(std::bit_width(step.loop->terms));
  for (std::size_t i = 0; i < step.loop->inputs; ++i) {
    operands.tables[i] = table(step, i);
    if (operands.tables[i] == nullptr || !is_plain(*operands.tables[i])) return false;
    bits += operands.tables[i]->bits();
  }
  if (bits >= kPrimeBits) return false;
  step.small = compute(*step.loop, operands, budget_, Scale::Free);
  held_.add(step.small->bytes());
  return true;
}

/// Inputs of the step that have one word, on one side of the sum, whose product is short.
std::vector<std::size_t> Arrangement::plain_group(const Step& step, bool inside) const {
  const SumProduct& loop = *step.loop;
  std::vector<std::size_t> group;
  std::size_t bits = 0;
  for (std::size_t i = 0; i < loop.inputs; ++i) {
    const IntegerTable* own = table(step, i);
    if (own == nullptr || !is_plain(*own) || bits + own->bits() >= kPrimeBits) continue;
    if ((loop.stride(loop.axes.size() - 1, i) != 0) != inside) continue;
    bits += own->bits();
    group.push_back(i);
  }
  return group;
}

/// Several plain inputs are multiplied once for all primes.
void Arrangement::combine_plain(Step& step) {
  if (!step.loop->maps.empty() || step.loop->axes.empty()) return;
  for (const bool inside : {true, false}) {
    const std::vector<std::size_t> group = plain_group(step, inside);
    if (group.size() > 1) combine(step, group);
  }
}

void Arrangement::combine(Step& step, const std::vector<std::size_t>& group) {
  const SumProduct& loop = *step.loop;
  const auto in_group = [&](std::size_t i) {
    return std::find(group.begin(), group.end(), i) != group.end();
  };
  // Their product over the axes that they have.
  SumProduct product;
  product.inputs = group.size();
  Operands operands;
  for (const std::size_t i : group) {
    operands.tables.push_back(table(step, i));
    operands.offsets.push_back(step.operands->offset(i));
  }
  std::vector<std::size_t> strides(loop.axes.size(), 0);
  for (std::size_t axis = loop.axes.size(); axis > 0; --axis) {
    if (std::none_of(group.begin(), group.end(),
                     [&](std::size_t i) { return loop.stride(axis - 1, i) != 0; }))
      continue;
    strides[axis - 1] = product.cells;
    product.cells *= loop.axes[axis - 1];
  }
  constexpr std::size_t kPart = 8;  // of the memory that is left, for one product
  if (product.cells > budget_.memory_left() / kPart / (2 * sizeof(std::uint64_t))) return;
  for (std::size_t axis = 0; axis < loop.axes.size(); ++axis) {
    if (strides[axis] == 0) continue;
    product.axes.push_back(loop.axes[axis]);
    for (const std::size_t i : group) product.strides.push_back(loop.stride(axis, i));
    product.strides.push_back(strides[axis]);
  }
  combined_.push_back(compute(product, operands, budget_, Scale::Free));
  held_.add(combined_.back().bytes());
  // The step with it instead of them.
  Inputs rest{{{&combined_.back()}, {}, {0}}, {std::nullopt}};
  SumProduct with{loop.axes, {}, 1, {}, loop.cells, loop.terms, false};
  for (std::size_t i = 0; i < loop.inputs; ++i) {
    if (in_group(i)) continue;
    ++with.inputs;
    rest.operands.tables.push_back(step.operands->tables[i]);
    rest.operands.offsets.push_back(step.operands->offset(i));
    rest.messages.push_back((*step.messages)[i]);
  }
  for (std::size_t axis = 0; axis < loop.axes.size(); ++axis) {
    with.strides.push_back(strides[axis]);
    for (std::size_t i = 0; i < loop.inputs; ++i) {
      if (!in_group(i)) with.strides.push_back(loop.stride(axis, i));
    }
    with.strides.push_back(loop.output_stride(axis));
  }
  loops_.push_back(std::move(with));
  step.loop = &loops_.back();
  inputs_.push_back(std::move(rest));
  step.operands = &inputs_.back().operands;
  step.messages = &inputs_.back().messages;
}

void Arrangement::arrange_inputs(Step& step, bool sums) {
  const SumProduct& loop = *step.loop;
  std::vector<std::size_t>& order = step.order;
  order.resize(loop.inputs);
  std::iota(order.begin(), order.end(), 0U);
  const auto inside =
      !sums ? order.end() : std::stable_partition(order.begin(), order.end(), [&](std::size_t one) {
        return loop.stride(loop.axes.size() - 1, one) != 0;
      });
  // Plain ones first, as long as their product is short.
  const auto plain = [&](auto from, auto to) {
    std::size_t bits = 0;
    return std::stable_partition(from, to, [&](std::size_t one) {
      const IntegerTable* own = table(step, one);
      if (own == nullptr || !is_plain(*own) || bits + own->bits() >= kPrimeBits) return false;
      bits += own->bits();
      return true;
    });
  };
  const auto place = [&](auto one) { return static_cast<std::size_t>(one - order.begin()); };
  Run& run = step.run;
  run.inside_plain = place(plain(order.begin(), inside));
  run.inside = place(inside);
  run.outside_plain = place(plain(inside, order.end()));
  run.count = order.size();
  if (run.inside > 0 || run.count == 0) return;
  run.inside = 1;
  run.inside_plain = std::min<std::size_t>(run.outside_plain, 1);
  run.outside_plain = std::max<std::size_t>(run.outside_plain, 1);
}

/// Merges axes; and chooses the one along which sums are computed several at a time: best one that some input
/// does not have.
void Arrangement::arrange_axes(Step& step, bool sums) {
  const SumProduct& loop = *step.loop;
  const std::size_t places = step.order.size() + 1;
  for (std::size_t i = 0; i < loop.axes.size(); ++i) {
    std::size_t size = loop.axes[i];
    for (const std::size_t one : step.order) step.strides.push_back(loop.stride(i, one));
    step.strides.push_back(loop.output_stride(i));
    const auto own = step.strides.end() - static_cast<std::ptrdiff_t>(places);
    const bool merged = !step.axes.empty() && loop.maps.empty() &&
                        std::equal(own, step.strides.end(), own - static_cast<std::ptrdiff_t>(places),
                                   [&](std::size_t a, std::size_t b) { return b == size * a; });
    if (merged) {
      size *= step.axes.back();
      step.axes.pop_back();
      step.strides.erase(own - static_cast<std::ptrdiff_t>(places), own);
    }
    step.axes.push_back(size);
  }
  if (!loop.maps.empty()) return;
  constexpr std::size_t kAtOnce = 4;
  const auto worth = [&](std::size_t axis) -> std::size_t {
    if (step.output_stride(axis) == 0 || step.axes[axis] < kAtOnce) return 0;
    const std::size_t* strides = step.strides_of(axis);
    const bool shared =
        std::find(strides, strides + step.run.inside, std::size_t{0}) != strides + step.run.inside;
    return step.axes[axis] * (shared ? 100 : 1);
  };
  const std::size_t count = step.axes.size() - (sums ? 1 : 0);
  std::size_t best = count;
  for (std::size_t i = count; i > 0; --i) {
    if (best == count || worth(i - 1) > worth(best)) best = i - 1;
  }
  if (best == count) return;
  const auto rotate = [&](std::vector<std::size_t>& list, std::size_t width) {
    const auto at = [&](std::size_t axis) {
      return list.begin() + static_cast<std::ptrdiff_t>(axis * width);
    };
    std::rotate(at(best), at(best + 1), at(count));
  };
  rotate(step.axes, 1);
  rotate(step.strides, places);
  // Of two factors of eight numbers the one that the axis does not have comes first: it is loaded once.
  const std::size_t first = (count - 1) * places;
  if (step.run.inside_plain > 0 || step.run.inside != 2 || step.strides[first + 1] != 0) return;
  std::swap(step.order[0], step.order[1]);
  for (std::size_t axis = 0; axis < step.axes.size(); ++axis)
    std::swap(step.strides[axis * places], step.strides[axis * places + 1]);
}

void Arrangement::arrange(Step& step) {
  const SumProduct& loop = *step.loop;
  const bool sums = loop.maps.empty() && !loop.axes.empty() && loop.output_stride(loop.axes.size() - 1) == 0;
  arrange_inputs(step, sums);
  arrange_axes(step, sums);
  Run& run = step.run;
  run.length = 1;
  run.outer = 1;
  run.planes = 1;
  // With one axis to sum over, or none, each place is written once.
  std::size_t summed = 0;
  for (std::size_t axis = 0; axis < step.axes.size(); ++axis) summed += step.output_stride(axis) == 0 ? 1 : 0;
  run.adds = !loop.maps.empty() || summed > (sums ? 1 : 0);
  step.lost = std::max<std::size_t>(run.factors(), 1) - 1;
  for (std::size_t i = 0; i < loop.inputs; ++i) {
    if (table(step, i) == nullptr) step.lost += steps_[*(*step.messages)[i]].lost;
  }
  std::uint64_t products = 1;
  for (const std::size_t size : loop.axes) products *= size;
  products_ += products;
}

/// A buffer that nothing else is in: the smallest that is large enough, or the largest, enlarged.
std::size_t Arrangement::take(std::size_t cells, std::vector<std::size_t>& free) {
  auto best = free.end();
  for (auto one = free.begin(); one != free.end(); ++one) {
    const auto better = [&](std::size_t size, std::size_t than) {
      return than < cells ? size > than : size >= cells && size < than;
    };
    if (best == free.end() || better(buffers_[*one], buffers_[*best])) best = one;
  }
  if (best == free.end()) {
    buffers_.push_back(cells);
    return buffers_.size() - 1;
  }
  const std::size_t buffer = *best;
  free.erase(best);
  buffers_[buffer] = std::max(buffers_[buffer], cells);
  return buffer;
}

/// Chooses buffers for the result, and for inputs that every batch converts.
void Arrangement::place(Step& step, std::vector<std::size_t>& free) {
  step.buffer = take(step.loop->cells, free);
  for (std::size_t i = 0; i < step.order.size(); ++i) {
    const IntegerTable* own = table(step, step.order[i]);
    if (own != nullptr && !step.run.is_plain(i)) step.converted.push_back(take(own->size(), free));
  }
  free.insert(free.end(), step.converted.begin(), step.converted.end());
}

std::size_t Arrangement::bytes() const {
  return std::accumulate(buffers_.begin(), buffers_.end(), std::size_t{0}) * sizeof(Lanes);
}

Arrangement::Arrangement(const ResiduePlan& plan, support::Budget& budget)
    : budget_(budget), held_(budget), steps_(plan.steps.size()) {
  const std::vector<std::size_t> batches = batches_of(plan);
  std::vector<std::size_t> free;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    Step& step = steps_[i];
    step.loop = plan.steps[i].loop;
    step.operands = &plan.steps[i].operands;
    step.messages = &plan.steps[i].messages;
    step.batches = step.needed = batches[i];
    if (!compute_small(step)) {
      combine_plain(step);
      arrange(step);
      place(step, free);
    }
    for (const std::size_t freed : plan.steps[i].freed) {
      if (!steps_[freed].small) free.push_back(steps_[freed].buffer);
    }
  }
  choose_extensions(plan);
}

namespace {

/// Does each step have one reader at most?
bool is_tree(const ResiduePlan& plan) {
  std::vector<bool> read(plan.steps.size(), false);
  for (const ResiduePlan::Step& step : plan.steps) {
    for (const auto& message : step.messages) {
      if (message && read[*message]) return false;
      if (message) read[*message] = true;
    }
  }
  return true;
}

}  // namespace

/// Where extending a result takes less than computing all that is below it, it is computed for as few batches
/// as its numbers need.
void Arrangement::choose_extensions(const ResiduePlan& plan) {
  constexpr std::size_t kFewest = 3;  // batches
  constexpr std::uint64_t kGain = 3;
  constexpr std::size_t kWeights = 50;  // products that take as long as one digit's weights for eight primes
  if (plan.outputs.size() != 1 || steps_[plan.outputs[0].step].needed < kFewest || !is_tree(plan)) return;
  std::vector<std::size_t> bits;        // of a result
  std::vector<std::uint64_t> products;  // of it and all below
  for (const Step& step : steps_) {
    std::size_t own_bits = static_cast<std::size_t>(std::bit_width(step.loop->terms));
    std::uint64_t own_products = 1;
    for (const std::size_t size : step.loop->axes) own_products *= size;
    for (std::size_t i = 0; i < step.loop->inputs; ++i) {
      const IntegerTable* own = table(step, i);
      own_bits += own != nullptr ? own->bits() : bits[*(*step.messages)[i]];
      if (own == nullptr) own_products += products[*(*step.messages)[i]];
    }
    bits.push_back(step.small ? step.small->bits() : own_bits);
    products.push_back(step.small ? 0 : own_products);
  }
  std::size_t room = budget_.memory_left() / 4 / sizeof(std::uint64_t);
  for (std::size_t i = steps_.size(); i > 0; --i) {
    Step& step = steps_[i - 1];
    const std::size_t base = (primes_for(bits[i - 1] + kMarginBits) + kLanes - 1) / kLanes;
    const std::size_t digits = step.loop->cells * (base * kLanes + 1);
    const bool fewer = !step.small && i - 1 != plan.outputs[0].step &&
                       base + std::max<std::size_t>(step.needed / 8, 1) <= step.needed;
    const std::size_t cost = digits + kWeights * base * kLanes;
    if (fewer && cost < products[i - 1] / kGain && digits < room) {
      step.batches = base;
      room -= digits;
    }
    for (const auto& message : *step.messages) {
      if (message) steps_[*message].batches = steps_[*message].needed = step.batches;
    }
  }
}

}  // namespace causeway::number
