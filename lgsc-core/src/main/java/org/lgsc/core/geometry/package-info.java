/**
 * Face geometry: how a face of any size becomes what the network sees, the same way in training,
 * evaluation and use.
 */
package org.lgsc.core.geometry;
