# SPDX-License-Identifier: MIT
# Writes a C++ source with the modules of stdlib/ as string literals: cmake -DMODULES=… -DOUTPUT=… -P embed_stdlib.cmake
set(text "// Generated from stdlib/.\n#include \"api/stdlib.hpp\"\n\nnamespace causeway::api {\n\n")
string(APPEND text "std::optional<std::string_view> stdlib_module(std::string_view name) {\n")
foreach(path IN LISTS MODULES)
  get_filename_component(name ${path} NAME_WE)
  file(READ ${path} module)
  string(APPEND text "  if (name == \"${name}\") return R\"scm~(${module})scm~\";\n")
endforeach()
string(APPEND text "  return std::nullopt;\n}\n\n}  // namespace causeway::api\n")
file(WRITE ${OUTPUT} "${text}")
