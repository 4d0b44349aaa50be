#ifndef TESTFED_CLI_VERSION_H_
#define TESTFED_CLI_VERSION_H_

namespace testfed {

extern const char kVersionDate[];  // "November 21, 2026", the date of the man page

}  // namespace testfed

#endif  // TESTFED_CLI_VERSION_H_
