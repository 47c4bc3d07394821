# At install: what names folders under the prefix, which may be another than the one at the build. ZIPING_PAGES and
# ZIPING_EXAMPLES are read, the others say where to.
foreach(folder MAN DATA DOC)
  cmake_path(ABSOLUTE_PATH ZIPING_${folder} BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX} OUTPUT_VARIABLE ${folder})
endforeach()

# The manual pages, compressed without a date.
file(GLOB_RECURSE pages RELATIVE ${ZIPING_PAGES} ${ZIPING_PAGES}/*.1)
foreach(page ${pages})
  set(file $ENV{DESTDIR}${MAN}/${page})
  file(READ ${ZIPING_PAGES}/${page} text)
  string(REPLACE "/usr/share/" "${DATA}/" text "${text}")
  file(WRITE ${file} "${text}")
  execute_process(COMMAND gzip -9nf ${file} COMMAND_ERROR_IS_FATAL ANY)
  file(CHMOD ${file}.gz PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  message(STATUS "Installing: ${file}.gz")
  list(APPEND CMAKE_INSTALL_MANIFEST_FILES ${MAN}/${page}.gz)
endforeach()

# The examples name the JSON Schema of the data, for editors. They are copied to anywhere.
file(GLOB examples RELATIVE ${ZIPING_EXAMPLES} ${ZIPING_EXAMPLES}/*/unit.*)
foreach(example ${examples})
  set(file $ENV{DESTDIR}${DOC}/examples/${example})
  file(READ ${file} text)
  string(REPLACE "../../templates/" "${DATA}/ziping/templates/" text "${text}")
  file(WRITE ${file} "${text}")
endforeach()
