# What every target of a kind has in common.

# qy_precompile(<target> [header…]): reads the headers that nearly every file includes once instead of every time, which
# halves the time of a build from nothing. Not in debug builds: they find a file that forgot an include.
function(qy_precompile target)
  if(NOT QY_PRECOMPILE)
    return()
  endif()
  target_precompile_headers(${target} PRIVATE
    <algorithm> <chrono> <functional> <map> <memory> <optional> <span> <string> <string_view> <unordered_map> <variant>
    <vector> "${PROJECT_SOURCE_DIR}/src/base/include/base/json.h" "${PROJECT_SOURCE_DIR}/src/base/include/base/result.h"
    ${ARGN})
  target_compile_options(${target} PRIVATE -fpch-preprocess)
endfunction()

# qy_test_program(<target> <test> <label>…): makes a test of a program that rests on GoogleTest. It may read the source
# tree, and it is compiled without optimisation: what it tests is optimised, the test itself runs once.
function(qy_test_program target test)
  target_compile_definitions(${target} PRIVATE QY_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O0 -U_FORTIFY_SOURCE>)
  qy_precompile(${target} <gmock/gmock.h> <gtest/gtest.h>)
  add_test(NAME ${test} COMMAND ${target} --gtest_brief=1)
  set_tests_properties(${test} PROPERTIES LABELS "${ARGN}")
endfunction()

# qy_node_tests(<test> <label> <folder> [command…]): runs every *.test.mjs of a folder with Node's own test runner; a command
# that stands before it, such as tests/with_server.bash, runs it.
function(qy_node_tests test label folder)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.test.mjs)
  if(NOT files)
    return()
  endif()
  find_program(NODE node REQUIRED)
  add_test(NAME ${test} COMMAND ${ARGN} ${NODE} --test --test-reporter=tap ${files} WORKING_DIRECTORY ${folder})
  set_tests_properties(${test} PROPERTIES LABELS ${label})
endfunction()
