// SPDX-License-Identifier: MIT
#include "support/budget.hpp"

#include <algorithm>

#include "support/text.hpp"

namespace causeway::support {

namespace {

constexpr std::uint64_t kBetweenChecks = 1 << 14;

std::string mebibytes(std::size_t bytes) {
  return bytes >> 20 == 0 ? grouped(bytes) + " bytes" : grouped(bytes >> 20) + " MiB";
}

}  // namespace

Budget::Budget(const Limits& limits, CancelToken cancel, Share share)
    : limits_(limits),
      cancel_(std::move(cancel)),
      progress_(cancel_),
      share_(share),
      start_(std::chrono::steady_clock::now()) {
  progress_.report(share.from);
  // What is beyond them cannot be counted: nodes and places in a text have 32 bits.
  limits_.steps = std::min(limits_.steps, std::uint64_t{1} << 62);
  limits_.memory = std::min(limits_.memory, std::size_t{100} << 30);
  limits_.source = std::min(limits_.source, (std::size_t{1} << 32) - 2);
  limits_.time = std::min(limits_.time, std::chrono::milliseconds(std::chrono::hours(24 * 365 * 100)));
}

void Budget::check() {
  if (cancel_.cancelled()) throw Exhausted(Exhausted::What::Cancelled, "the host cancelled this");
  if (steps_ > limits_.steps) {
    throw Exhausted(Exhausted::What::Steps, "more than " + grouped(limits_.steps) +
                                                " steps would be needed, the limit (--max-steps)");
  }
  if (limits_.time.count() != 0 && std::chrono::steady_clock::now() - start_ > limits_.time) {
    throw Exhausted(Exhausted::What::Time, limits_.time.count() < 0
                                               ? "there was no time left at the beginning"
                                               : "the time limit of " + std::to_string(limits_.time.count()) +
                                                     " ms was reached (--max-time)");
  }
  next_check_ = std::min(steps_ + kBetweenChecks, limits_.steps + 1);
  if (expected_ > 0) report(static_cast<double>(steps_ - began_) / static_cast<double>(expected_));
}

void Budget::work_on(Share share) {
  share_ = share;
  expected_ = 0;
  report(0);
}

void Budget::expect(std::uint64_t steps) {
  expected_ = steps;
  began_ = steps_;
}

void Budget::report(double fraction) {
  const double whole = share_.from + (share_.to - share_.from) * std::min(fraction, 1.0);
  if (!silent_ && whole > progress_.fraction()) progress_.report(whole);
}

Budget Budget::trial(std::uint64_t steps) const {
  Budget result = *this;
  result.limits_.steps = std::min(limits_.steps, steps_ + std::min(steps, limits_.steps));
  result.next_check_ = steps_;
  return result;
}

void Budget::out_of_memory() const {
  throw Exhausted(Exhausted::What::Memory, "more than " + mebibytes(limits_.memory) +
                                               " of memory would be needed, the limit (--max-memory)");
}

void domain_too_large(const std::string& size, const Limits& limits) {
  throw Exhausted(Exhausted::What::Domain,
                  "a set of " + size + " values; the limit is " + grouped(limits.domain) + " (--max-domain)");
}

void number_too_large() {
  throw Exhausted(Exhausted::What::Number,
                  "a number of more than 262,144 bits would be needed, the limit for numbers");
}

}  // namespace causeway::support
