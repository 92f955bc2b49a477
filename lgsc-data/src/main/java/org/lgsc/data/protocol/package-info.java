/**
 * Presentations of a data set and the protocols that share them out to training, development and
 * test. Subjects never cross splits.
 */
package org.lgsc.data.protocol;
