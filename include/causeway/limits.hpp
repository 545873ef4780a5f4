// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "causeway/export.hpp"

namespace causeway {

/// What a model or a query may cost. Over a limit there is a `resource` error that names the limit, never a
/// crash. Loading a model and answering one query each start afresh.
struct CAUSEWAY_EXPORT Limits {
  /// Bytes of one source text.
  std::size_t source = std::size_t{16} << 20;
  /// Nesting of brackets, prefix operators and conditionals in a text; at most kDeepest is honoured.
  std::size_t depth = 256;
  static constexpr std::size_t kDeepest = 512;
  /// Values of one domain.
  std::size_t domain = std::size_t{1} << 20;
  /// Elementary steps: operations evaluated while building a model or while answering a query.
  std::uint64_t steps = std::uint64_t{100} * 1000 * 1000;
  /// Bytes held by the structures of a model, or of a query.
  std::size_t memory = std::size_t{1} << 30;
  /// Wall time; zero: none.
  std::chrono::milliseconds time{0};
  /// Threads that one query may take, for large numbers; zero: as many as the machine has cores. Answers do
  /// not depend on it.
  std::size_t threads = 0;
};

/// Stops what runs with it, from any thread: the query ends with a `cancelled` error, within 100 ms. Copies
/// share one flag.
class CAUSEWAY_EXPORT CancelToken {
 public:
  CancelToken() : flag_(std::make_shared<std::atomic<bool>>(false)) {}
  void cancel() const { flag_->store(true, std::memory_order_relaxed); }
  bool cancelled() const { return flag_->load(std::memory_order_relaxed); }

 private:
  std::shared_ptr<std::atomic<bool>> flag_;
};

}  // namespace causeway
