# SPDX-License-Identifier: MIT
# What `cmake --install` puts where, for any prefix; and the Debian package (`cpack`).
include(CMakePackageConfigHelpers)

install(TARGETS causeway causeway_static EXPORT causeway
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library NAMELINK_COMPONENT development
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/causeway DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development
  FILES_MATCHING PATTERN *.hpp PATTERN *.h)

# The module where a Lua 5.4 in this prefix looks for it, and the same for hosts with a Lua of their own.
if(CAUSEWAY_LUA)
  set(lua_folder ${CMAKE_INSTALL_LIBDIR}/lua/5.4)
  file(RELATIVE_PATH lua_to_library /prefix/${lua_folder} /prefix/${CMAKE_INSTALL_LIBDIR})
  set_target_properties(causeway_lua PROPERTIES INSTALL_RPATH $ORIGIN/${lua_to_library})
  install(TARGETS causeway_lua LIBRARY DESTINATION ${lua_folder} COMPONENT library)
  install(TARGETS causeway_lua_static EXPORT causeway ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
endif()

# find_package(causeway 0.1 CONFIG)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/causeway)
install(EXPORT causeway NAMESPACE causeway:: FILE causeway-targets.cmake DESTINATION ${package_folder} COMPONENT development)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/causeway-config.cmake.in
  ${PROJECT_BINARY_DIR}/package/causeway-config.cmake INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/package/causeway-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/package/causeway-config.cmake ${PROJECT_BINARY_DIR}/package/causeway-config-version.cmake
  DESTINATION ${package_folder} COMPONENT development)

# pkg-config --cflags --libs causeway; the prefix is where the file is found.
file(RELATIVE_PATH pkgconfig_to_prefix /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file(${CMAKE_CURRENT_LIST_DIR}/causeway.pc.in ${PROJECT_BINARY_DIR}/package/causeway.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/package/causeway.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

set(CPACK_PACKAGE_NAME causeway)
set(CPACK_PACKAGE_VENDOR "Causeway")
set(CPACK_PACKAGE_CONTACT "The Causeway developers <causeway@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_OUTPUT_FILE_PREFIX ${PROJECT_BINARY_DIR}/package)
include(CPack)
