#include "domains/program_id.h"

#include <link.h>

#include <cstring>

namespace testfed {
namespace {

// NT_GNU_BUILD_ID of the program itself, as raw bytes. elf(5): a note is its header, its name and
// its content, each padded to four bytes.
int FindBuildId(dl_phdr_info* info, size_t, void* found) {
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = info->dlpi_phdr[i];
    if (segment.p_type != PT_NOTE) continue;
    // NOLINTNEXTLINE: an address of this process, as the loader gives it
    const char* at = reinterpret_cast<const char*>(info->dlpi_addr + segment.p_vaddr);
    const char* end = at + segment.p_memsz;
    while (static_cast<size_t>(end - at) > sizeof(ElfW(Nhdr))) {
      ElfW(Nhdr) note;
      std::memcpy(&note, at, sizeof note);
      const char* name = at + sizeof note;
      const char* content = name + (note.n_namesz + 3) / 4 * 4;
      at = content + (note.n_descsz + 3) / 4 * 4;
      if (at > end || at <= name) break;
      if (note.n_type != NT_GNU_BUILD_ID || note.n_namesz != 4) continue;
      if (std::memcmp(name, "GNU", 4) != 0) continue;
      static_cast<std::string*>(found)->assign(content, note.n_descsz);
      break;
    }
  }
  return 1;  // the first object is the program; the libraries are not looked at
}

}  // namespace

const std::string& ProgramId() {
  static const auto* const id = [] {
    std::string build;
    dl_iterate_phdr(FindBuildId, &build);
    return new std::string(std::string(TESTFED_VERSION) + '\0' + build);
  }();
  return *id;
}

}  // namespace testfed
