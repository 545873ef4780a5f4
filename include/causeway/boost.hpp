// SPDX-License-Identifier: MIT
// Opt-in: numbers to and from Boost.Multiprecision. Not included by causeway.hpp; needs Boost's headers.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <optional>
#include <string>

#include "causeway/rational.hpp"

namespace causeway {

/// The same number. Linear in its decimal digits, squared for long ones.
inline boost::multiprecision::cpp_rational to_boost(const Rational& number) {
  return {boost::multiprecision::cpp_int(number.numerator()),
          boost::multiprecision::cpp_int(number.denominator())};
}

/// The same number; nothing beyond 50,000 digits, which Rational::parse() does not read.
inline std::optional<Rational> from_boost(const boost::multiprecision::cpp_rational& number) {
  return Rational::parse(boost::multiprecision::numerator(number).str() + "/" +
                         boost::multiprecision::denominator(number).str());
}

}  // namespace causeway
