/** Presentations with their labels, PAI species, subjects and splits, and their sources. */
@NullMarked
package org.lgsc.data.dataset;

import org.jspecify.annotations.NullMarked;
