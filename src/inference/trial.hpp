// SPDX-License-Identifier: MIT
#pragma once

#include "ir/store.hpp"

namespace causeway::inference {

/// While this lives the store is charged to a budget of at most so many steps more; what they came to is
/// charged to the store's own budget afterwards, however it ends.
class Trial {
 public:
  Trial(ir::Store& store, std::uint64_t steps)
      : store_(store), whole_(store.budget()), trial_(whole_.trial(steps)) {
    store_.charge(trial_);
  }
  ~Trial() {
    store_.charge(whole_);
    whole_.join(trial_);
  }
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

 private:
  ir::Store& store_;
  support::Budget& whole_;
  support::Budget trial_;
};

}  // namespace causeway::inference
