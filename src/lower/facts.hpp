// SPDX-License-Identifier: MIT
// What folding and lowering need to know of the model: while it is built, once it is finished, and when a
// query is lowered once more with each node's place in the text, to explain an undefined operation.
#pragma once

#include "lower/lowered_model.hpp"

namespace causeway::lower {

class Facts {
 public:
  virtual ~Facts() = default;
  virtual const Members& members(FamilyId family) = 0;
  virtual const ConstantData& constant(sema::ConstantId constant) = 0;
  virtual const Template& mechanism(VarId variable) = 0;
  virtual const Variable& variable(VarId variable) = 0;
  /// The variable's node in the factual world, if it is known without lowering it.
  virtual NodeId factual(VarId variable) = 0;
  /// By variable; of the factual world. Not called while the model is built.
  virtual const std::vector<std::vector<VarId>>& children() = 0;
  virtual const std::vector<std::vector<VarId>>& parents() = 0;
};

/// The facts of a finished model.
class FinishedFacts : public Facts {
 public:
  explicit FinishedFacts(const LoweredModel& model) : model_(model) {}
  const Members& members(FamilyId family) override { return model_.members[family]; }
  const ConstantData& constant(sema::ConstantId constant) override { return model_.constants[constant]; }
  const Template& mechanism(VarId variable) override { return model_.variables[variable].mechanism; }
  const Variable& variable(VarId variable) override { return model_.variables[variable]; }
  NodeId factual(VarId variable) override { return model_.factual[variable.index()]; }
  const std::vector<std::vector<VarId>>& children() override { return model_.children; }
  const std::vector<std::vector<VarId>>& parents() override { return model_.parents; }

 private:
  const LoweredModel& model_;
};

}  // namespace causeway::lower
