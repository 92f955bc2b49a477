/**
 * The data sets that this library reads, by name, and the user's own: folders by split and species,
 * or CSV lists. {@link org.lgsc.data.sets.RawDatasets} opens them.
 */
@NullMarked
package org.lgsc.data.sets;

import org.jspecify.annotations.NullMarked;
