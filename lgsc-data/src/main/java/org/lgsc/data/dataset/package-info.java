/** Presentations with their labels, PAI species, subjects and splits, and where they come from. */
package org.lgsc.data.dataset;
