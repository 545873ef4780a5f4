# SPDX-License-Identifier: MIT
# Writes a C++ source with the Lua modules of stdlib/ as string literals: cmake -DMODULES=… -DOUTPUT=… -P embed_stdlib.cmake
set(text "// Generated from stdlib/.\n#include \"lua/stdlib.hpp\"\n\nnamespace causeway::lua {\n\n")
string(APPEND text "std::span<const StdlibModule> stdlib_modules() {\n  static constexpr StdlibModule kModules[] = {\n")
foreach(path IN LISTS MODULES)
  get_filename_component(name ${path} NAME_WE)
  file(READ ${path} module)
  string(APPEND text "      {\"${name}\", \"=stdlib/${name}.lua\", R\"lua~(${module})lua~\"},\n")
endforeach()
string(APPEND text "  };\n  return kModules;\n}\n\n}  // namespace causeway::lua\n")
file(WRITE ${OUTPUT} "${text}")
