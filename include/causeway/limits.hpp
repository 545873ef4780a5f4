// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>

#include "causeway/export.hpp"

namespace causeway {

/// What a model or a query may cost. Over a limit there is a `resource` error that names the limit, never a
/// crash. Loading a model and answering one query each start afresh.
struct CAUSEWAY_EXPORT Limits {
  /// Bytes of one source text.
  std::size_t source = std::size_t{16} << 20;
  /// Nesting of brackets, prefix operators and conditionals in a text, beyond which it is a `syntax` error;
  /// at most kDeepest is honoured.
  std::size_t depth = 256;
  static constexpr std::size_t kDeepest = 512;
  /// Values of one domain.
  std::size_t domain = std::size_t{1} << 20;
  /// Entries of one table that a plan computes with (a factor): as many as the memory holds, unless set.
  std::uint64_t factor = std::numeric_limits<std::uint64_t>::max();
  /// Elementary steps: operations evaluated while building a model or while answering a query.
  std::uint64_t steps = std::uint64_t{100} * 1000 * 1000;
  /// Bytes held by the structures of a model, or of a query.
  std::size_t memory = std::size_t{1} << 30;
  /// Wall time; zero: no limit; negative, as what is left until a deadline may be: there is none left.
  std::chrono::milliseconds time{0};
  /// Threads that one query may take, for large numbers; zero: as many as the machine has cores. Answers do
  /// not depend on it.
  std::size_t threads = 0;
};

/// Stops what runs with it, from any thread: the call ends with a `cancelled` error, within 100 ms, or when
/// a function of the host that it has called returns; giving back a model of a million variables that was
/// being loaded may take 200 ms. Copies are one token.
class CAUSEWAY_EXPORT CancelToken {
 public:
  CancelToken() : state_(std::make_shared<State>()) {}
  CancelToken(const CancelToken&) = default;  // no moves: every token has a state
  CancelToken& operator=(const CancelToken&) = default;
  void cancel() const { state_->cancelled.store(true, std::memory_order_relaxed); }
  bool cancelled() const { return state_->cancelled.load(std::memory_order_relaxed); }

 private:
  friend class Progress;
  struct State {
    std::atomic<bool> cancelled = false;
    std::atomic<double> fraction = 0;
  };
  std::shared_ptr<State> state_;
};

/// How far the call is that runs with a token; to be looked at from any thread, as often as one likes.
///
///   causeway::CancelToken token;
///   const causeway::Progress progress(token);
///   auto answer = std::async([&] { return model.query("P(reach)", token); });
///   // … progress.fraction() … token.cancel() …
class CAUSEWAY_EXPORT Progress {
 public:
  explicit Progress(const CancelToken& token) : state_(token.state_) {}
  Progress(const Progress&) = default;
  Progress& operator=(const Progress&) = default;

  /// From 0 to 1, of loading, queries, predictions, prepared queries and samples; of the call that began
  /// last, if the token serves several. It never shrinks during a call, and is 1 when the call has succeeded.
  /// It counts products and sums, units or bytes of text, not time: while a query is planned it stands still.
  double fraction() const { return state_->fraction.load(std::memory_order_relaxed); }
  /// Called by the library.
  void report(double fraction) const { state_->fraction.store(fraction, std::memory_order_relaxed); }

 private:
  std::shared_ptr<CancelToken::State> state_;
};

}  // namespace causeway
