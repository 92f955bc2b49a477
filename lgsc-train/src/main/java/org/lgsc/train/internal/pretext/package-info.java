/**
 * The encoder that comes with the library, and the first filters that see what a camera adds. No
 * part of the API.
 */
package org.lgsc.train.internal.pretext;
