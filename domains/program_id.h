// Which program this is, byte for byte: what one build has cached, another does not read.
#ifndef TESTFED_DOMAINS_PROGRAM_ID_H_
#define TESTFED_DOMAINS_PROGRAM_ID_H_

#include <string>

namespace testfed {

// The version, and the build id that the linker wrote (a hash of what it linked), so that two
// builds of one version differ. Where a linker wrote none it is the version alone.
const std::string& ProgramId();

}  // namespace testfed

#endif  // TESTFED_DOMAINS_PROGRAM_ID_H_
