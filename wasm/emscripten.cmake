# Toolchain file of the wasm presets: finds Emscripten on the PATH or where tools/setup put it, and hands over to its own file.
set(cache "$ENV{IMAGE_ANATOMY_CACHE}")
if(NOT cache AND DEFINED ENV{XDG_CACHE_HOME})
  set(cache "$ENV{XDG_CACHE_HOME}/image-anatomy")
elseif(NOT cache)
  set(cache "$ENV{HOME}/.cache/image-anatomy")
endif()
file(GLOB private "${cache}/emscripten-*/usr/share/emscripten")

# What setup installed comes before a PATH whose Emscripten was too old for it.
find_program(IMAGE_ANATOMY_EMCC emcc HINTS ${private} NO_CMAKE_FIND_ROOT_PATH)
if(NOT IMAGE_ANATOMY_EMCC)
  message(FATAL_ERROR "No Emscripten: run tools/setup, or put emcc on the PATH.")
endif()
get_filename_component(emcc "${IMAGE_ANATOMY_EMCC}" REALPATH)
get_filename_component(root "${emcc}" DIRECTORY)
include("${root}/cmake/Modules/Platform/Emscripten.cmake")
