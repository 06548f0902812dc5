"""Large cities that the tz database has no name for, by the zone whose clocks they keep.

A test asks zoneinfo.
"""

CITIES: dict[str, tuple[str, ...]] = {
    "Africa/Cairo": ("Alexandria", "Giza"),
    "Africa/Casablanca": ("Rabat", "Marrakesh"),
    "Africa/Johannesburg": ("Cape Town", "Durban", "Pretoria"),
    "Africa/Lagos": ("Abuja", "Kano"),
    "Africa/Nairobi": ("Mombasa",),
    "America/Bogota": ("Medellin", "Cali"),
    "America/Chicago": ("Houston", "Dallas", "Austin", "San Antonio", "Minneapolis", "New Orleans", "Milwaukee"),
    "America/Denver": ("Salt Lake City", "Albuquerque", "Colorado Springs"),
    "America/Edmonton": ("Calgary",),
    "America/Guayaquil": ("Quito",),
    "America/Los_Angeles": (
        "San Francisco", "Seattle", "San Diego", "San Jose", "Portland", "Las Vegas", "Sacramento", "Oakland",
    ),
    "America/Mexico_City": ("Guadalajara", "Puebla"),
    "America/New_York": (
        "Boston", "Washington", ("Washington "
                                "DC"), "Philadelphia", "Atlanta", "Miami", "Pittsburgh", "Baltimore",
        "Cleveland", "Charlotte", "Orlando", "New York City", "Cambridge",
    ),
    "America/Sao_Paulo": ("Rio de Janeiro", "Brasilia", "Belo Horizonte", "Curitiba", "Porto Alegre"),
    "America/Toronto": ("Ottawa", "Quebec", "Hamilton"),
    "Asia/Bangkok": ("Chiang Mai",),
    "Asia/Dubai": ("Abu Dhabi", "Sharjah"),
    "Asia/Ho_Chi_Minh": ("Hanoi", "Da Nang"),
    "Asia/Jakarta": ("Bandung", "Surabaya"),
    "Asia/Jerusalem": ("Haifa", "Tel Aviv-Yafo"),
    "Asia/Karachi": ("Lahore", "Islamabad", "Rawalpindi"),
    "Asia/Kolkata": (
        "Mumbai", "Bombay", "Delhi", "New Delhi", "Bangalore", "Bengaluru", "Hyderabad", "Chennai", "Madras", "Pune",
        "Ahmedabad", "Jaipur", "Kochi",
    ),
    "Asia/Manila": ("Quezon City", "Cebu"),
    "Asia/Riyadh": ("Jeddah", "Mecca", "Medina"),
    "Asia/Seoul": ("Busan", "Incheon"),
    "Asia/Shanghai": (
        "Beijing", "Shenzhen", "Guangzhou", "Chengdu", "Hangzhou", "Nanjing", "Wuhan", "Tianjin", "Xi'an", "Suzhou",
    ),
    "Asia/Taipei": ("Kaohsiung", "Hsinchu"),
    "Asia/Tokyo": ("Osaka", "Kyoto", "Yokohama", "Nagoya", "Sapporo", "Fukuoka"),
    "Australia/Brisbane": ("Gold Coast", "Cairns"),
    "Europe/Amsterdam": ("Rotterdam", "The Hague", "Utrecht", "Eindhoven", "Delft", "Groningen"),
    "Europe/Berlin": (
        "Munich", "München", "Hamburg", "Frankfurt", "Cologne", "Köln", "Stuttgart", "Düsseldorf", "Leipzig", "Dresden",
        "Hanover", "Hannover", "Nuremberg", "Bremen", "Bonn", "Karlsruhe", "Heidelberg", "Tübingen", "Aachen",
    ),
    "Europe/Brussels": ("Antwerp", "Ghent", "Leuven"),
    "Europe/Copenhagen": ("Aarhus",),
    "Europe/Helsinki": ("Espoo", "Tampere", "Turku"),
    "Europe/Istanbul": ("Ankara", "Izmir"),
    "Europe/Kyiv": ("Lviv", "Kharkiv", "Odesa"),
    "Europe/Lisbon": ("Porto", "Coimbra"),
    "Europe/London": (
        "Manchester", "Birmingham", "Edinburgh", "Glasgow", "Liverpool", "Leeds", "Bristol", "Oxford", "Cambridge",
        "Cardiff",
    ),
    "Europe/Madrid": ("Barcelona", "Valencia", "Seville", "Bilbao", "Malaga"),
    "Europe/Moscow": ("Saint Petersburg", "St Petersburg"),
    "Europe/Oslo": ("Bergen", "Trondheim"),
    "Europe/Paris": ("Lyon", "Marseille", "Toulouse", "Nice", "Bordeaux", "Grenoble", "Lille", "Strasbourg"),
    "Europe/Prague": ("Brno",),
    "Europe/Rome": ("Milan", "Turin", "Naples", "Florence", "Bologna", "Venice"),
    "Europe/Stockholm": ("Gothenburg", "Malmö", "Uppsala", "Linköping"),
    "Europe/Vienna": ("Graz", "Linz", "Salzburg", "Innsbruck"),
    "Europe/Warsaw": ("Kraków", "Wrocław", "Gdańsk", "Poznań", "Łódź"),
    "Europe/Zurich": ("Geneva", "Basel", "Bern", "Lausanne"),
    "Pacific/Auckland": ("Wellington", "Christchurch"),
}  # fmt: skip
