// SPDX-License-Identifier: MIT
// The same entries for libFuzzer, which CAUSEWAY_FUZZ_ENTRY chooses from; see tests/README.md.
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "fuzz/entries.hpp"

namespace {

const causeway::fuzz::Entry& chosen() {
  const char* const name = std::getenv("CAUSEWAY_FUZZ_ENTRY");
  for (const causeway::fuzz::Entry& one : causeway::fuzz::entries()) {
    if (name != nullptr && std::strcmp(one.name, name) == 0) return one;
  }
  causeway::fuzz::broken("CAUSEWAY_FUZZ_ENTRY names an entry");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const causeway::fuzz::Entry& entry = chosen();
  entry.run({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
