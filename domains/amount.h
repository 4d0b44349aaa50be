// Numbers as people read them.
#ifndef TESTFED_DOMAINS_AMOUNT_H_
#define TESTFED_DOMAINS_AMOUNT_H_

#include <cstdint>
#include <string>

namespace testfed {

// "1,234,567"
std::string WithThousands(std::int64_t count);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_AMOUNT_H_
