// SPDX-License-Identifier: MIT
#pragma once

/// Marks what the shared library offers; everything else in it is hidden.
#if defined(_WIN32)
#define CAUSEWAY_EXPORT
#else
#define CAUSEWAY_EXPORT __attribute__((visibility("default")))
#endif
