/** The data sets that this library reads, by name. */
package org.lgsc.data.catalogue;
