/** Which patch of a face the network sees in training. */
package org.lgsc.data.patch;
