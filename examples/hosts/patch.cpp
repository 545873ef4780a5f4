// SPDX-License-Identifier: MIT
// A small neural network, in doubles, as a causal model: its layers are the mechanisms, activation patching
// is an intervention, and what patching does is counted exactly over all inputs.
//
// The network adds two digits modulo 5 as a transformer of one layer might: two heads look at one digit each
// and write a rotation, an MLP multiplies the two, and a readout takes the most likely sum.
#include <causeway/causeway.hpp>
#include <cmath>
#include <complex>
#include <iostream>
#include <map>
#include <numbers>
#include <span>
#include <vector>

namespace {

constexpr int kDigits = 5;
using Activation = std::vector<double>;

/// Doubles have no place in an exact model: it sees the number of an activation, in order of appearance.
class Activations {
 public:
  causeway::Value number(const Activation& activation) {
    const auto [known, added] = numbers_.try_emplace(activation, all_.size());
    if (added) all_.push_back(activation);
    return causeway::Value(static_cast<std::int64_t>(known->second));
  }
  const Activation& operator[](const causeway::Value& number) const {
    return all_.at(static_cast<std::size_t>(*number.number().to_int64()));
  }

 private:
  std::map<Activation, std::size_t> numbers_;
  std::vector<Activation> all_;
};

/// Writes its digit as a rotation; the second head is weaker than the first.
Activation head(int digit, double strength) {
  const double angle = 2 * std::numbers::pi * digit / kDigits;
  return {strength * std::cos(angle), strength * std::sin(angle)};
}

Activation mlp(const Activation& left, const Activation& right) {
  const std::complex<double> product =
      std::complex<double>(left[0], left[1]) * std::complex<double>(right[0], right[1]);
  return {product.real(), product.imag()};
}

/// The digit whose direction the residual stream is closest to; the heads write into it too.
int readout(const Activation& sum, const Activation& left, const Activation& right) {
  int best = 0;
  double highest = -1e9;
  for (int digit = 0; digit < kDigits; ++digit) {
    const Activation direction = head(digit, 1);
    double logit = 0;
    for (std::size_t i = 0; i < 2; ++i) logit += direction[i] * (sum[i] + 0.3 * left[i] + 0.3 * right[i]);
    if (logit > highest + 1e-9) {
      highest = logit;
      best = digit;
    }
  }
  return best;
}

const char* const kModel = R"(
  model adder
  extern fn head_p(0..4) : 0..99
  extern fn head_q(0..4) : 0..99
  extern fn mlp(0..99, 0..99) : 0..99
  extern fn readout(0..99, 0..99, 0..99) : 0..4
  noise i ~ uniform(0..4)
  noise j ~ uniform(0..4)
  var a = i
  var b = j
  var p = head_p(a)
  var q = head_q(b)
  var m = mlp(p, q)
  var out = readout(m, p, q)
  var right = out == (a + b) % 5
)";

}  // namespace

int main() {
  Activations activations;  // the model calls from one thread at a time
  const auto digit = [](const causeway::Value& value) {
    return static_cast<int>(*value.number().to_int64());
  };
  causeway::Options options;
  options.externs["head_p"] = [&](std::span<const causeway::Value> x) {
    return activations.number(head(digit(x[0]), 1.0));
  };
  options.externs["head_q"] = [&](std::span<const causeway::Value> x) {
    return activations.number(head(digit(x[0]), 0.9));
  };
  options.externs["mlp"] = [&](std::span<const causeway::Value> x) {
    return activations.number(mlp(activations[x[0]], activations[x[1]]));
  };
  options.externs["readout"] = [&](std::span<const causeway::Value> x) {
    return causeway::Value(readout(activations[x[0]], activations[x[1]], activations[x[2]]));
  };
  const auto model = causeway::Model::parse(kModel, options).value();
  struct Study {
    const char* what;
    const char* query;
  };
  for (const Study& one : std::initializer_list<Study>{
           {"accuracy", "P(right)"},
           {"accuracy without the MLP (its activation on 0 + 0)", "P(right[m = m[a = 0, b = 0]])"},
           {"output changed by patching head p from a = 0", "P(out[p = p[a = 0]] != out)"},
           {"  ... into the MLP only (path patching)", "P(out[p -> m = p[a = 0]] != out)"},
           {"  ... into the readout only", "P(out[p -> out = p[a = 0]] != out)"},
           {"patched head p gives the answer of the patched input", "P(out[p = p[a = 0]] = out[a = 0])"}}) {
    const auto answer = model.query(one.query);
    std::cout << one.what << ": " << (answer ? answer.value().rational().to_string() : "?") << '\n';
    if (!answer) {
      std::cout << answer.error().front().to_string();
      return 1;
    }
  }
}
