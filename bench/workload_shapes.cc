// The shapes. Where a number comes from a real repository, its comment says which.
#include "bench/workload.h"

namespace testfed::bench {

Shape FirefoxShape() {
  Shape shape;
  shape.name = "firefox";
  shape.seed = 20260101;
  shape.files = 386000;
  shape.globs = 2200;
  shape.domains = 291;            // components in moz.build
  shape.files_in_directory = 11;  // 386,422 files in 35,548 trees
  shape.exclude_percent = 2;
  shape.shares = {.literal = 250,
                  .dead = 10,
                  .directory = 20,
                  .tree = 560,
                  .prefix = 15,
                  .both = 0,
                  .files_only = 40,
                  .suffix = 50,
                  .deep_suffix = 40,
                  .contains = 3,
                  .general = 2,
                  .middle = 0,
                  .anywhere = 10};  // 22 globs, so no subtree is ever out of the race
  return shape;
}

Shape LinuxShape() {
  Shape shape;
  shape.name = "linux";
  shape.seed = 20260102;
  shape.files = 87000;
  shape.globs = 8200;
  shape.domains = 2889;           // sections of MAINTAINERS
  shape.files_in_directory = 16;  // 86,691 files in 5,408 folders
  shape.chips = true;
  shape.crowded_directories = 6;
  shape.exclude_percent = 1;
  shape.shares = {.literal = 550,  // MAINTAINERS: 5,004 of 8,223 are literal, 1,847 `dir/**`
                  .dead = 60,
                  .directory = 0,
                  .tree = 225,
                  .prefix = 100,
                  .both = 20,
                  .files_only = 13,
                  .suffix = 2,
                  .deep_suffix = 0,
                  .contains = 5,
                  .general = 10,
                  .middle = 15,
                  .anywhere = 0};
  return shape;
}

Shape BigShape() {
  Shape shape = LinuxShape();
  shape.name = "big";
  shape.seed = 20260103;
  shape.files = 1100000;
  shape.globs = 25000;
  shape.domains = 6000;
  shape.files_in_directory = 12;
  shape.crowded_directories = 20;
  shape.shares = {.literal = 450,
                  .dead = 50,
                  .directory = 10,
                  .tree = 340,
                  .prefix = 60,
                  .both = 10,
                  .files_only = 20,
                  .suffix = 20,
                  .deep_suffix = 15,
                  .contains = 4,
                  .general = 6,
                  .middle = 10,
                  .anywhere = 1};
  return shape;
}

Shape ScaledShape(size_t files, size_t globs) {
  Shape shape = FirefoxShape();
  shape.name = "scaled-" + std::to_string(files) + "-" + std::to_string(globs);
  shape.seed = 20260104;
  shape.files = files;
  shape.globs = globs;
  shape.domains = globs / 8 + 1;
  // Globs that match anywhere cost each path, and no repository has hundreds: always ten.
  shape.shares.anywhere = 0;
  int sum = 0;
  const Shape::Shares& s = shape.shares;
  for (int share : {s.literal, s.dead, s.directory, s.tree, s.prefix, s.both, s.files_only,
                    s.suffix, s.deep_suffix, s.contains, s.general, s.middle}) {
    sum += share;
  }
  shape.shares.anywhere = sum * 10 / static_cast<int>(globs);
  return shape;
}

}  // namespace testfed::bench
