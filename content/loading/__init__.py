"""From the files of a pack to its model: the grammar, the loader, the cache, the ids for ever."""
