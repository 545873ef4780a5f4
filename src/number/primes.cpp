// SPDX-License-Identifier: MIT
#include <algorithm>
#include <mutex>

#include "number/modular.hpp"

namespace causeway::number {

namespace {

/// Miller and Rabin's test; with these bases it is certain below 2^64. (Sinclair, 2011.)
bool is_prime(std::uint64_t n) {
  std::uint64_t odd = n - 1;
  unsigned twos = 0;
  for (; odd % 2 == 0; odd /= 2) ++twos;
  for (const std::uint64_t base : {2U, 325U, 9375U, 28178U, 450775U, 9780504U, 1795265022U}) {
    std::uint64_t x = power(base % n, odd, n);
    if (x == 1 || x == n - 1) continue;
    bool composite = true;
    for (unsigned i = 1; i < twos && composite; ++i) {
      x = multiply(x, x, n);
      composite = x != n - 1;
    }
    if (composite) return false;
  }
  return true;
}

std::uint64_t negated_inverse(std::uint64_t p) {
  return (0 - word_inverse(p)) & ((std::uint64_t{1} << kRadixBits) - 1);
}

}  // namespace

Moduli moduli_of(const Prime* primes, std::size_t count) {
  Moduli result;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const Prime& one = primes[std::min(lane, count - 1)];
    result.prime[lane] = one.value;
    result.negated_inverse[lane] = one.negated_inverse;
    result.below[lane] = (std::uint64_t{1} << kPrimeBits) - one.value;
  }
  return result;
}

std::shared_ptr<const std::vector<Prime>> residue_primes(std::size_t count, support::Budget& budget) {
  static std::mutex mutex;
  static auto known = std::make_shared<const std::vector<Prime>>();
  const auto now = [&] {
    const std::lock_guard lock(mutex);
    return known;
  };
  auto before = now();
  if (before->size() >= count) return before;
  constexpr std::uint64_t kTest = 50;  // steps that telling a prime takes
  auto primes = std::make_shared<std::vector<Prime>>(*before);
  std::uint64_t next = before->empty() ? (std::uint64_t{1} << kPrimeBits) - 1 : before->back().value - 2;
  for (; primes->size() < count; next -= 2) {
    budget.spend(kTest);
    if (!is_prime(next)) continue;
    primes->push_back({next, negated_inverse(next), (std::uint64_t{1} << kRadixBits) % next});
  }
  const std::lock_guard lock(mutex);
  if (known->size() < count) known = primes;
  return primes;
}

}  // namespace causeway::number
