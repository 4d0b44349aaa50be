#include "integration/pinned.h"

#include <algorithm>

#include "integration/repository_name.h"

namespace testfed {

Tuple TupleOf(const Pins& pins) {
  Tuple tuple;
  for (const Pinned& pinned : pins) {
    tuple[pinned.name] = {pinned.pin, RepositoryName(pinned.remote).value_or(pinned.remote),
                          pinned.patches};
  }
  return tuple;
}

const Pinned* FindPinned(const Pins& pins, std::string_view name) {
  auto found =
      std::find_if(pins.begin(), pins.end(), [&](const Pinned& one) { return one.name == name; });
  return found == pins.end() ? nullptr : &*found;
}

}  // namespace testfed
