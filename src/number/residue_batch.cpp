// SPDX-License-Identifier: MIT
#include "number/residue_batch.hpp"

#include <algorithm>
#include <utility>

#include "number/modular.hpp"
#include "number/residue_extension.hpp"

namespace causeway::number {

namespace {

void write_residues(const IntegerTable& table, const Moduli& moduli, std::uint64_t* result,
                    support::Budget& budget) {
  for (std::size_t cell = 0; cell < table.size(); ++cell) {
    budget.spend(table.width());
    const std::uint64_t* words = table.words(cell);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      Unsigned128 rest = 0;
      for (std::size_t i = table.width(); i > 0; --i)
        rest = reduce((rest << 64U) | words[i - 1], moduli.prime[lane]);
      result[cell * kLanes + lane] = static_cast<std::uint64_t>(rest);
    }
  }
}

/// What the thread's last computation took: memory touched before is faster by far.
LaneTable& spare_table() {
  static thread_local LaneTable spare;
  return spare;
}

}  // namespace

void run_in_parts(RunFunction function, Run run, std::span<Run::Input> inputs, const Moduli& moduli,
                  support::Budget& budget) {
  constexpr std::size_t kProducts = std::size_t{1} << 20U;
  const std::size_t products = run.length * run.outer * run.planes;
  if (products <= kProducts) {
    budget.spend(products);
    function(run, moduli);
    return;
  }
  const auto advance = [&](std::size_t times, std::size_t Run::Input::*apart) {
    for (Run::Input& one : inputs) one.start += times * (one.*apart);
  };
  const auto back = [&](std::size_t times, std::size_t Run::Input::*apart) {
    for (Run::Input& one : inputs) one.start -= times * (one.*apart);
  };
  const std::size_t planes = run.planes;
  const std::size_t outer = run.outer;
  const std::size_t some_planes = std::clamp<std::size_t>(kProducts / (run.length * outer), 1, planes);
  const std::size_t some =
      std::clamp<std::size_t>(kProducts / run.length, std::min<std::size_t>(4, outer), outer);
  for (std::size_t plane = 0; plane < planes; plane += some_planes) {
    run.planes = std::min(some_planes, planes - plane);
    for (std::size_t from = 0; from < outer; from += some) {
      run.outer = std::min(some, outer - from);
      budget.spend(run.length * run.outer * run.planes);
      function(run, moduli);
      advance(run.outer, &Run::Input::outer_apart);
      run.result += run.outer * run.result_apart;
    }
    back(outer, &Run::Input::outer_apart);
    run.result -= outer * run.result_apart;
    advance(run.planes, &Run::Input::plane_apart);
    run.result += run.planes * run.result_plane_apart;
  }
  back(planes, &Run::Input::plane_apart);
}

Batch::Batch(const Arrangement& plan, Extensions& extensions, RunFunction run, support::Budget& budget)
    : plan_(plan), extensions_(extensions), run_(run), budget_(budget), held_(budget) {
  held_.add(plan.bytes());
  std::size_t cells = 0;
  for (const std::size_t one : plan.buffers()) {
    starts_.push_back(cells);
    cells += one;
  }
  memory_ = std::exchange(spare_table(), {});
  if (memory_.cells() >= cells) return;
  memory_ = {};
  memory_ = LaneTable(cells);
}

Batch::~Batch() {
  constexpr std::size_t kMostCells = (std::size_t{32} << 20U) / sizeof(Lanes);
  if (memory_.cells() > kMostCells || memory_.cells() < spare_table().cells()) return;
  spare_table() = std::move(memory_);
}

bool Batch::compute(std::size_t number, const Moduli& moduli) {
  moduli_ = &moduli;
  for (std::size_t i = 0; i < plan_.steps().size(); ++i) {
    const Arrangement::Step& step = plan_.steps()[i];
    if (step.small) continue;
    if (number < step.batches) {
      compute(step);
      if (step.extended()) extensions_.keep(i, number, result(i), budget_);
    } else if (number < step.needed) {
      if (!extensions_.extend(i, number, moduli, run_, buffer(step.buffer), budget_)) return false;
    }
  }
  return true;
}

/// Where an input begins.
Run::Input Batch::input(const Arrangement::Step& step, std::size_t place) {
  const std::size_t number = step.order[place];
  const IntegerTable* own = plan_.table(step, number);
  const std::size_t offset = step.operands->offset(number);
  if (own == nullptr) {
    words_.push_back(kLanes);
    return {result(*(*step.messages)[number]) + offset * kLanes, 0, 0, 0};
  }
  if (step.run.is_plain(place)) {
    words_.push_back(1);
    return {own->words(offset), 0, 0, 0};
  }
  std::uint64_t* const residues = buffer(step.converted[converted_++]);
  write_residues(*own, *moduli_, residues, budget_);
  words_.push_back(kLanes);
  return {residues + offset * kLanes, 0, 0, 0};
}

void Batch::compute(const Arrangement::Step& step) {
  static constexpr std::uint64_t kOne = 1;
  const SumProduct& loop = *step.loop;
  std::uint64_t* const result = buffer(step.buffer);
  inputs_.clear();
  words_.clear();
  converted_ = 0;
  for (std::size_t i = 0; i < step.order.size(); ++i) inputs_.push_back(input(step, i));
  Run run = step.run;
  if (inputs_.empty()) {
    inputs_.push_back({&kOne, 0, 0, 0});
    run.count = run.inside_plain = run.inside = run.outside_plain = 1;
  }
  run.inputs = inputs_.data();
  scratch_.resize(2 * inputs_.size());
  run.scratch = scratch_.data();
  run.result = result;
  if (run.adds) std::fill_n(result, loop.cells * kLanes, 0);
  if (!loop.maps.empty()) return walk_functions(step, run);
  // The innermost axes are the run's.
  std::size_t axes = step.axes.size();
  const auto take = [&](std::size_t Run::Input::*apart) {
    --axes;
    for (std::size_t i = 0; i < words_.size(); ++i) inputs_[i].*apart = step.strides_of(axes)[i] * words_[i];
    return step.axes[axes];
  };
  if (axes > 0 && step.output_stride(axes - 1) == 0) run.length = take(&Run::Input::apart);
  if (axes > 0) {
    run.outer = take(&Run::Input::outer_apart);
    run.result_apart = step.output_stride(axes) * kLanes;
  }
  if (axes > 0 && run.length * run.outer < kUnreduced) {
    run.planes = take(&Run::Input::plane_apart);
    run.result_plane_apart = step.output_stride(axes) * kLanes;
  }
  terms_.resize(std::max(terms_.size(), std::min(run.length, kUnreduced)));
  run.terms = terms_.data();
  walk(step, axes, run);
}

void Batch::walk(const Arrangement::Step& step, std::size_t axes, Run run) {
  digits_.assign(axes, 0);
  for (;;) {
    run_in_parts(run_, run, {inputs_.data(), inputs_.size()}, *moduli_, budget_);
    std::size_t axis = axes;
    for (; axis > 0; --axis) {
      const std::size_t size = step.axes[axis - 1];
      const bool next = ++digits_[axis - 1] < size;
      const std::size_t back = next ? 0 : size;
      if (!next) digits_[axis - 1] = 0;
      for (std::size_t i = 0; i < words_.size(); ++i) {
        const std::size_t apart = step.strides_of(axis - 1)[i] * words_[i];
        inputs_[i].start += apart;
        inputs_[i].start -= back * apart;
      }
      run.result += step.output_stride(axis - 1) * kLanes;
      run.result -= back * step.output_stride(axis - 1) * kLanes;
      if (next) break;
    }
    if (axis == 0) return;
  }
}

/// Functions say for each cell where the others stand.
void Batch::walk_functions(const Arrangement::Step& step, Run run) {
  const SumProduct& loop = *step.loop;
  const std::vector<Run::Input> first = inputs_;
  std::uint64_t* const result = run.result;
  for_each_place(loop, *step.operands, budget_, [&](const std::size_t* places) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const std::size_t one = step.order[i];
      inputs_[i].start = first[i].start + (places[one] - step.operands->offset(one)) * words_[i];
    }
    run.result = result + places[loop.places() - 1] * kLanes;
    run_(run, *moduli_);
  });
}

}  // namespace causeway::number
