# Fuzz targets: x_fuzz.cpp beside x.cpp holds LLVMFuzzerTestOneInput, which checks what must be true of any bytes.
# The kind of build `fuzz` makes a libFuzzer program of each; every other kind runs the files of fuzz/corpus/x and
# fuzz/regressions/x through the same function, as tests of the layer.

# qy_fuzz_program(<name> <source> [library…]): the program that looks for inputs which break the rules of one target.
function(qy_fuzz_program name source)
  add_executable(fuzz_${name} EXCLUDE_FROM_ALL ${source})
  target_link_libraries(fuzz_${name} PRIVATE ${ARGN})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  set_target_properties(fuzz_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/targets)
  if(NOT TARGET fuzz_programs)
    add_custom_target(fuzz_programs)
  endif()
  add_dependencies(fuzz_programs fuzz_${name})
endfunction()

# qy_fuzz_replay(<tests> <source>…): adds one test per target to a test program.
function(qy_fuzz_replay tests)
  set(body "// Generated: the fuzz targets of ${tests}.\n#include <gtest/gtest.h>\n\n#include \"base/testing/replay.h\"\n\n")
  foreach(source IN LISTS ARGN)
    cmake_path(GET source STEM name)
    string(REGEX REPLACE "_fuzz$" "" name ${name})
    set_source_files_properties(${source} PROPERTIES COMPILE_DEFINITIONS LLVMFuzzerTestOneInput=replay_${name})
    string(APPEND body "extern \"C\" int replay_${name}(const unsigned char* data, std::size_t size);\n"
      "TEST(FuzzReplay, ${name}) {\n    qy::testing::replay(QY_SOURCE_DIR, \"${name}\", &replay_${name});\n}\n")
  endforeach()
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${tests}_replay.cpp)
  file(GENERATE OUTPUT ${out} CONTENT "${body}")
  target_sources(${tests} PRIVATE ${ARGN} ${out})
  target_link_libraries(${tests} PRIVATE qy_base_testing)
endfunction()

# qy_fuzz_targets(<layer> [library…]): every target of one layer, in the way of this kind of build.
function(qy_fuzz_targets layer)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${layer}/*_fuzz.cpp)
  if(QY_FUZZ)
    foreach(source IN LISTS sources)
      cmake_path(GET source STEM name)
      string(REGEX REPLACE "_fuzz$" "" name ${name})
      qy_fuzz_program(${name} ${source} qy_${layer} ${ARGN})
      target_include_directories(fuzz_${name} PRIVATE ${layer})
    endforeach()
  elseif(sources AND TARGET qy_${layer}_tests)
    qy_fuzz_replay(qy_${layer}_tests ${sources})
  endif()
endfunction()
