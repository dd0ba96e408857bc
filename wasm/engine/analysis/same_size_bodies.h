// Which of the bodies that were moved over have to be read after all: those that another file of the image may equal.
#pragma once

#include <memory>
#include <vector>

#include "engine/layer/body_hashes.h"
#include "engine/layer/layer_table.h"

namespace anatomy {

/// Of each table its bodies without a hash that are as long as another body of the tables, read or not. A table that
/// is there twice has them the first time.
std::vector<BodyList> SameSizeBodies(const std::vector<std::shared_ptr<const LayerTable>>& tables);

}  // namespace anatomy
