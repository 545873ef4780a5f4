// SPDX-License-Identifier: MIT
#pragma once

/// Marks what the shared library offers; everything else in it is hidden.
#if defined(_WIN32)
#define CAUSEWAY_EXPORT
#define CAUSEWAY_INTERNAL
#else
#define CAUSEWAY_EXPORT __attribute__((visibility("default")))
#define CAUSEWAY_INTERNAL __attribute__((visibility("hidden")))
#endif
