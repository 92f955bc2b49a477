/** Presentations with their labels, PAI species, subjects and splits, and their sources. */
package org.lgsc.data.dataset;
