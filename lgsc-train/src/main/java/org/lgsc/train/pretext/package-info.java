/** The encoder that comes with the library, and the first filters that see what a camera adds. */
package org.lgsc.train.pretext;
