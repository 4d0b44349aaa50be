// Pieces of work on shards: longest first, and the same piece on the same shard from run to run as
// far as balance allows. A pure function of names and times: no earlier answer is kept anywhere.
//
// Each piece ranks all shards by a hash of its name and the shard's number, as in rendezvous
// hashing. Pieces go in the order of their times, rounded down to a power of two so that a few per
// cent more or less change no order, then of the hash; each goes to the first shard of its ranking
// that is not full. Full is 3 % above the bound that no division can beat: the mean, or the longest
// piece. So a piece moves only where a shard was about full; another number of shards moves about
// one piece in so many. Where that leaves a shard more than 5 % above the bound, and longest first
// onto the least loaded shard is better, it is that (Graham 1969: at most 4/3 of the best).
// docs/timings.md has the measurements.
#ifndef TESTFED_SELECTOR_SHARD_PACKING_H_
#define TESTFED_SELECTOR_SHARD_PACKING_H_

#include <string>
#include <vector>

#include "selector/timings.h"

namespace testfed {

struct Piece {
  std::string name;
  Milliseconds ms = 0;
  bool last = false;  // only the last shard may have it
};

struct Packing {
  std::vector<int> shard_of;       // by piece, from 0
  std::vector<Milliseconds> load;  // by shard
  Milliseconds longest = 0;        // of `load`
};

// `last_load`: what the last shard has to do beside its pieces. Each shard but the last gets a
// piece where there are enough. Names must differ. Time: pieces x shards.
Packing PackPieces(const std::vector<Piece>& pieces, int shards, Milliseconds last_load = 0);

// The smallest number of shards of which none takes longer than `room`, or than the longest piece
// where that is more; at most `at_most`, and not more than there are pieces.
int ShardsNeeded(const std::vector<Piece>& pieces, Milliseconds room, int at_most,
                 Milliseconds last_load = 0);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_SHARD_PACKING_H_
