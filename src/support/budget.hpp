// SPDX-License-Identifier: MIT
// What may still be spent on a model or a query: steps, bytes and time; and whether anybody still wants the
// answer.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "causeway/limits.hpp"
#include "support/source.hpp"

namespace causeway::support {

/// A limit was reached, or the host cancelled; turned into a diagnostic where the place is known.
class Exhausted : public std::exception {
 public:
  enum class What { Steps, Memory, Time, Domain, Number, Cancelled };

  explicit Exhausted(What what, std::string message) : what_(what), message_(std::move(message)) {}
  What which() const { return what_; }
  /// The declaration that was being worked on; not known in a query.
  Span place() const { return place_; }
  void locate(Span place) {
    if (!place_.known()) place_ = place;
  }
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  What what_;
  std::string message_;
  Span place_;
};

/// A part of the work, from one fraction of it to another.
struct Share {
  double from = 0;
  double to = 1;

  /// Of this, the part number `i` of `count`.
  Share part(std::size_t i, std::size_t count) const {
    const double size = (to - from) / static_cast<double>(count);
    return {from + size * static_cast<double>(i), from + size * static_cast<double>(i + 1)};
  }
};

class Budget {
 public:
  /// `share`: of what the host's Progress shows.
  explicit Budget(const Limits& limits, CancelToken cancel = {}, Share share = {});

  const Limits& limits() const { return limits_; }

  /// One elementary step, or many; looks at the clock and the cancel flag every 2^14 steps.
  void spend(std::uint64_t steps = 1) {
    steps_ += steps;
    if (steps_ >= next_check_) check();
  }
  /// Looks at the clock and the cancel flag now.
  void poll() { check(); }

  // ---- how far the work is ----

  Share share() const { return share_; }
  /// From now on what is reported is of this part of the work; what comes before it is done.
  void work_on(Share share);
  /// This share takes so many steps from now on; they are reported as they are spent.
  void expect(std::uint64_t steps);
  /// Of this share so much is done.
  void report(double fraction);
  /// Reports nothing more: for all threads of a computation but one.
  void be_silent() { silent_ = true; }

  // ---- memory ----

  /// Bytes taken by a structure that stays until the work ends, or until they are released.
  void hold(std::size_t bytes) {
    bytes_ += bytes;
    if (bytes_ > limits_.memory) out_of_memory();
  }
  void release(std::size_t bytes) { bytes_ -= bytes; }

  /// A budget for trying something out: at most so many steps more, and no more than this one has left.
  Budget trial(std::uint64_t steps) const;
  std::uint64_t left() const { return limits_.steps - std::min(steps_, limits_.steps); }
  std::size_t memory_left() const { return limits_.memory - std::min(bytes_, limits_.memory); }
  /// Takes over what a trial has spent.
  void join(const Budget& trial) {
    steps_ = trial.steps_;
    bytes_ = trial.bytes_;
  }

 private:
  void check();
  [[noreturn]] void out_of_memory() const;

  Limits limits_;
  CancelToken cancel_;
  Progress progress_;
  Share share_;
  bool silent_ = false;
  std::uint64_t expected_ = 0;  // steps of this share; 0: not known
  std::uint64_t began_ = 0;     // when they were
  std::chrono::steady_clock::time_point start_;
  std::uint64_t steps_ = 0;
  std::uint64_t next_check_ = 0;
  std::size_t bytes_ = 0;
};

/// While this lives the budget works on a part of its share.
class Part {
 public:
  Part(Budget& budget, std::size_t i, std::size_t count) : budget_(budget), whole_(budget.share()) {
    budget.work_on(whole_.part(i, count));
  }
  ~Part() { budget_.work_on(whole_); }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;

 private:
  Budget& budget_;
  Share whole_;
};

/// So many zeros; it can be cancelled on the way.
template <typename T>
std::vector<T> zeros(std::size_t count, Budget& budget) {
  constexpr std::size_t kPart = std::size_t{1} << 20;
  std::vector<T> result;
  result.reserve(count);
  while (result.size() < count) {
    if (!result.empty()) budget.poll();
    result.resize(std::min(count, result.size() + kPart));
  }
  return result;
}

/// Bytes held as long as this lives. The budget must outlive it.
class Held {
 public:
  explicit Held(Budget& budget) : budget_(&budget) {}
  Held(Held&& other) noexcept : budget_(other.budget_), bytes_(std::exchange(other.bytes_, 0)) {}
  Held& operator=(Held&& other) noexcept {
    std::swap(budget_, other.budget_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~Held() { budget_->release(bytes_); }

  void add(std::size_t bytes) {
    bytes_ += bytes;
    budget_->hold(bytes);
  }

 private:
  Budget* budget_;
  std::size_t bytes_ = 0;
};

/// The error for a domain, or a set to iterate over, with more values than the limit allows.
[[noreturn]] void domain_too_large(const std::string& size, const Limits& limits);
/// The error for a number of more than number::kMaxBits bits.
[[noreturn]] void number_too_large();

}  // namespace causeway::support
