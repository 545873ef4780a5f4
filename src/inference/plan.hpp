// SPDX-License-Identifier: MIT
// Passes `relevance`, `order` and `compile`: from a network to a list of operations, whose cost is known
// before any number is computed. Tests: tests/differential, tests/scale.
#pragma once

#include "inference/network.hpp"
#include "inference/passes.hpp"
#include "number/sum_product.hpp"

namespace causeway::inference {

using Scope = std::vector<VariableId>;  // ascending
Scope ascending(std::vector<VariableId> variables);

/// Pass `relevance`: which factors the distribution of the kept variables depends on. Without: what sums to
/// 1, and what the evidence separates from them and makes positive whatever it is, so that all masses lose a
/// common factor. (Shachter, "Bayes-Ball", UAI 1998: on the network with the evidence taken in, that is what
/// is connected.)
/// `fixed`, ascending, are variables whose values will be given with each computation.
std::vector<bool> relevance(const Network& network, const std::vector<Factor>& weights, const Scope& kept,
                            const Scope& fixed = {});

/// What is known of a factor before its numbers are: for choosing an order, and for compiling.
struct Shape {
  Scope scope;                   // with the output of a function
  std::vector<VariableId> axes;  // of the table, in its own order
  std::optional<VariableId> output;
};
Shape shape_of(const Factor& factor, const Scope& fixed = {});

struct Order {
  std::vector<VariableId> variables;
  std::uint64_t cost = 0;     // products and sums of all steps
  std::uint64_t largest = 0;  // cells of the largest table
  std::uint64_t worst = 0;    // cost of the most expensive step
  Scope cluster;              // and its variables
};

/// Pass `order`: an order of eliminating all but the kept variables, by several greedy criteria; the one that
/// costs least. Gives up on an order that costs more than `limit`. Over `maximised`, which come last, the
/// maximum is taken instead of the sum.
Order order(const Network& network, const std::vector<Shape>& shapes, const Scope& kept, const Passes& passes,
            std::uint64_t limit, support::Budget& budget, const Scope& maximised = {});

/// How far apart the variable's values stand in a table with these axes, the last fastest; 0: it is none of
/// them.
std::size_t stride(const Network& network, const std::vector<VariableId>& axes, VariableId variable);

/// Tables multiplied, and all variables but those of the scope summed out. Slots 0, 1, … are the factors;
/// each step adds one.
struct Step {
  std::vector<VariableId> eliminated;
  std::vector<std::size_t> tables;
  std::vector<std::size_t> functions;
  number::SumProduct loop;         // without the tables themselves
  Scope scope;                     // of the result
  std::vector<std::size_t> freed;  // slots that no later step reads
};
struct Plan {
  std::vector<Step> steps;
  std::vector<std::size_t> outputs;  // slots
  std::uint64_t cost = 0;            // products and sums
};

/// Pass `compile`: the steps of an order, with every stride. One output: the masses of the kept variables.
Plan compile(const Network& network, std::vector<Shape> shapes, const Order& order, const Scope& kept,
             const Scope& maximised = {});

/// The same for the distributions of many single variables, each an output; behind them one number, positive
/// if the evidence is possible. The order eliminates all variables. Every table of the elimination is used
/// twice: on the way to the root of the bucket tree, and back. Nothing if that costs more than the budget
/// has. (Dechter, "Bucket elimination", AIJ 113, 1999; Shenoy and Shafer, UAI 1988.)
std::optional<Plan> compile_marginals(const Network& network, const std::vector<const Factor*>& factors,
                                      std::vector<Shape> shapes, const Order& order,
                                      const std::vector<VariableId>& targets, support::Budget& budget);

using number::Scale;

/// Pass `execute`: the plan's outputs, the last variable of their scopes running fastest. `offsets`, one a
/// factor, are where the values of fixed variables stand in it; none: there are no fixed variables.
std::vector<number::IntegerTable> execute(const Plan& plan, const std::vector<const Factor*>& factors,
                                          support::Budget& budget, Scale scale,
                                          const std::vector<std::size_t>& offsets = {},
                                          const Kernel& kernel = {});

}  // namespace causeway::inference
