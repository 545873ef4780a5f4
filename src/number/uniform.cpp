// SPDX-License-Identifier: MIT
#include "number/uniform.hpp"

#include "number/access.hpp"
#include "number/words.hpp"

namespace causeway::number {

std::uint64_t Uniform::word(std::size_t i) {
  while (words_.size() <= i) words_.push_back(random_());
  return words_[i];
}

/// Word by word against the bound's binary expansion, until the words differ or the bound's end.
bool Uniform::below(const Rational& bound) {
  if (bound >= 1) return true;
  if (const auto small = Rational::Access::small(bound)) {
    auto rest = static_cast<std::uint64_t>(small->first);
    const auto denominator = static_cast<std::uint64_t>(small->second);
    for (std::size_t i = 0; rest != 0; ++i) {
      const Unsigned128 scaled = static_cast<Unsigned128>(rest) << kWordBits;
      const auto digits = static_cast<std::uint64_t>(scaled / denominator);
      if (word(i) != digits) return word(i) < digits;
      rest = static_cast<std::uint64_t>(scaled % denominator);
    }
    return false;
  }
  Integer rest = Rational::Access::numerator(bound);
  const Integer denominator = Rational::Access::denominator(bound);
  for (std::size_t i = 0; rest != 0; ++i) {
    const Integer scaled = rest << kWordBits;
    const auto digits = static_cast<std::uint64_t>(Integer(scaled / denominator));
    if (word(i) != digits) return word(i) < digits;
    rest = scaled % denominator;
  }
  return false;
}

}  // namespace causeway::number
