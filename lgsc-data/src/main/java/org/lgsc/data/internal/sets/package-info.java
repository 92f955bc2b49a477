/** Lists of presentations as files. Not part of the API. */
package org.lgsc.data.internal.sets;
